package io.mainstem.connections.shape;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstem.connections.json.Bytes;
import io.mainstem.connections.json.StrictJson;
import io.mainstem.connections.json.UnreadableJsonException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RenamesTest {
  @ParameterizedTest
  @CsvSource({
    "first_name, firstName", "first_name, FIRST-NAME", "closedate, closeDate",
        "VATNumber, vat_number",
    "email, emial", "shipping_adress, shipping_address", "color, colour",
        "organisation, organization",
    "cancelled_at, canceled_at", "email, email_address", "due_date, due", "created, created_at",
    "customer_id, customer", "amount, amount_value", "created, date_created"
  })
  void shouldProposeTheNameAFieldLikelyHasNow(String declared, String now) throws Exception {
    assertThat(renames(declared, Shape.Scalar.TEXT, "{\"" + now + "\":\"x\"}"))
        .containsExactly(Map.entry(declared, now));
  }

  @ParameterizedTest
  @CsvSource({
    "county, country", "contact, contract", "employer, employee", "state, stage", "payer, payee",
    "line1, line2", "address, address_id", "updated_at, updated_by", "order, orders",
        "close, closed",
    "due_at, due_on", "id, value", "price, cost", "name, game", "expires_at, expired_at",
    "total, subtotal", "billing_address, shipping_address", "tax_code, tax_rate"
  })
  void shouldNotTakeAnotherThingForIt(String declared, String other) throws Exception {
    assertThat(renames(declared, Shape.Scalar.TEXT, "{\"" + other + "\":\"x\"}")).isEmpty();
    assertThat(renames(other, Shape.Scalar.TEXT, "{\"" + declared + "\":\"x\"}")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'emial': 7}", // another type
        "{'emial': null}", // nothing
        "{'email': null, 'emial': 'x'}", // it is there, and empty
        "{'emial': 'x', 'e_mail': 'x'}", // two claims
        "{'Email': {'at': 'x'}}"
      })
  void shouldProposeNothingWithoutAValueThatFits(String payload) throws Exception {
    assertThat(renames("email", Shape.Scalar.TEXT, payload.replace('\'', '"'))).isEmpty();
  }

  @Test
  void shouldLeaveANameToTheDeclaredFieldThatIsThere() throws Exception {
    Map<String, Shape.Field> fields = new LinkedHashMap<>();
    fields.put("created", new Shape.Field(Shape.Scalar.TEXT, false));
    fields.put("created_date", new Shape.Field(Shape.Scalar.TEXT, false));
    Shape.Struct struct = new Shape.Struct("record", fields);

    assertThat(mismatches("{\"created\":\"x\",\"createdDate\":\"x\"}", struct)).isEmpty();
    assertThat(mismatches("{\"created_date\":\"x\",\"created_at\":\"x\"}", struct)).hasSize(1);
    assertThat(mismatches("{\"created_date\":\"x\",\"createdDate\":\"x\"}", struct)).isEmpty();
  }

  @Test
  void shouldSayOnceForAListWhatToChangeAndNoValue() throws Exception {
    Shape.Struct line =
        new Shape.Struct("line", Map.of("sku", new Shape.Field(Shape.Scalar.TEXT, false, 12)));
    Shape.Struct order =
        new Shape.Struct("order", Map.of("lines", new Shape.Field(new Shape.ListOf(line), false)));

    assertThat(
            mismatches("{\"lines\":[{\"sku\":\"S1\"},{\"SKU\":\"S2\"},{\"SKU\":\"S3\"}]}", order))
        .singleElement()
        .satisfies(
            wrong -> {
              assertThat(wrong.kind()).isEqualTo(Mismatch.Kind.RENAMED);
              assertThat(wrong.pattern()).isEqualTo("lines[].sku");
              assertThat(wrong.message())
                  .isEqualTo(
                      "'lines[1].SKU' looks like the new name of 'lines[1].sku', which is not"
                          + " there. If so, change line 12 of the tool file; if it is another"
                          + " thing, declare 'SKU' in the shape. Then replay.");
            });
  }

  @Test
  void shouldCompareALimitedNumberOfNamesOfALimitedLength() throws Exception {
    String others =
        IntStream.range(1, Renames.MAX_CANDIDATES)
            .mapToObj(n -> "\"f" + n + "\":1,")
            .collect(Collectors.joining());
    assertThat(renames("email", Shape.Scalar.TEXT, "{" + others + "\"emial\":\"x\"}")).hasSize(1);
    assertThat(renames("email", Shape.Scalar.TEXT, "{\"f\":1," + others + "\"emial\":\"x\"}"))
        .isEmpty();
    String longest = "a".repeat(Renames.MAX_NAME_CHARS);
    assertThat(
            renames(
                longest,
                Shape.Scalar.TEXT,
                "{\"" + longest.toUpperCase(java.util.Locale.ROOT) + "\":\"x\"}"))
        .hasSize(1);
    assertThat(renames(longest + "a", Shape.Scalar.TEXT, "{\"" + longest + "A\":\"x\"}")).isEmpty();
  }

  @Test
  void shouldNotProposeAKeyThatMayBeDataForWhatMustBeThere() throws Exception {
    Shape.Struct struct =
        new Shape.Struct("record", Map.of("mail", new Shape.Field(Shape.Scalar.TEXT, true)));

    assertThat(mismatches("{\"ada@example.com\":\"x\"}", struct))
        .singleElement()
        .satisfies(wrong -> assertThat(wrong.message()).doesNotContain("ada"));
    assertThat(mismatches("{\"e_mail\":\"x\"}", struct))
        .singleElement()
        .satisfies(wrong -> assertThat(wrong.message()).contains("now be called 'e_mail'"));
  }

  @Test
  void shouldNotWriteDownAKeyThatMayBeData() throws Exception {
    Shape.Struct shares =
        new Shape.Struct(
            "shares", Map.of("of", new Shape.Field(new Shape.MapOf(Shape.Scalar.INTEGER), false)));

    assertThat(mismatches("{\"of\":{\"ada@example.com\":\"x\"}}", shares))
        .singleElement()
        .satisfies(
            wrong -> {
              assertThat(wrong.message()).startsWith("of.… should be").doesNotContain("ada");
              assertThat(wrong.pattern()).isEqualTo("of");
            });
  }

  private static Map<String, String> renames(String declared, Shape shape, String payload)
      throws UnreadableJsonException {
    Shape.Struct struct =
        new Shape.Struct("record", Map.of(declared, new Shape.Field(shape, false)));
    return Renames.of(struct).in(StrictJson.parse(Bytes.utf8(payload)), struct);
  }

  private static List<Mismatch> mismatches(String payload, Shape.Struct struct)
      throws UnreadableJsonException {
    return ShapeCheck.check(StrictJson.parse(Bytes.utf8(payload)), struct, Renames.of(struct));
  }
}
