package io.mainstem.connections.door;

import static io.mainstem.connections.door.Doors.NOW;
import static io.mainstem.connections.door.Doors.door;
import static io.mainstem.connections.door.Doors.post;
import static io.mainstem.connections.door.Doors.verdict;
import static org.assertj.core.api.Assertions.assertThat;

import io.mainstem.connections.json.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DecodingTest {
  private static final String OPEN = "auth: {kind: none}\n";
  private static final String THING = "{\"type\":\"thing.changed\",\"key\":\"k\",\"id\":\"%s\"}";

  @Test
  void shouldReadFormsAndWhatStandsInThem() {
    assertThat(verdict(door(OPEN + "decode: form"), post("type=thing.changed&key=k&id=a+b%26")))
        .isEqualTo("ring a b&");
    String payload = "payload=" + THING.formatted("7").replace("\"", "%22") + "&shop=s1";
    String fromBoth =
        """
        decode: {form: payload}
        type: type
        dedupe: [key, "body:shop"]
        events:
          thing.changed: {object: thing, record: ""}
        """;
    Admission admission = door(OPEN + fromBoth).admit(post(payload), NOW);
    assertThat(verdict(admission)).isEqualTo("UPSERT 7");
    assertThat(((Admission.Accepted) admission).deliveries().getFirst().dedupeKey())
        .isEqualTo("webhook|k|s1");
  }

  @Test
  void shouldNestBracketsAndMakeLists() throws Exception {
    assertThat(
            Form.json(Bytes.utf8("a%5Bb%5D=1&a[c][0][x]=2&a[c][1][x]=3&d[]=4&d[]=5&e[1]=6"), true)
                .text())
        .isEqualTo(
            "{\"a\":{\"b\":\"1\",\"c\":[{\"x\":\"2\"},{\"x\":\"3\"}]},\"d\":[\"4\",\"5\"],\"e\":{\"1\":\"6\"}}");
  }

  @ParameterizedTest
  @CsvSource({
    "a=1&a=2, DUPLICATE_KEY",
    "a=1&a[b]=2, DUPLICATE_KEY",
    "a=%ff, NOT_UTF8",
    "a=%00, NUL_CHARACTER",
    "a=%zz, SYNTAX",
    "{}, SYNTAX",
    "a[=1, SYNTAX"
  })
  void shouldNameWhatIsWrongWithAForm(String body, String code) {
    assertThat(verdict(door(OPEN + "decode: form-brackets"), post(body)))
        .isEqualTo("unreadable " + code);
  }

  @Test
  void shouldReadJsonInsideJson() {
    String inner = Base64.getEncoder().encodeToString(bytes(THING.formatted("9")));
    String file = OPEN + "decode: {base64: message.data}";

    assertThat(verdict(door(file), post("{\"message\":{\"data\":\"" + inner + "\"}}")))
        .isEqualTo("ring 9");
    assertThat(verdict(door(file), post("{\"message\":{}}"))).isEqualTo("unreadable SYNTAX");
  }

  @Test
  void shouldReadXmlAndRefuseWhatXmlIsFearedFor() {
    WebhookDoor door =
        door(
            OPEN
                + """
                decode: xml
                split: "Envelope.Body.n[]"
                type: "@type"
                dedupe: key
                events:
                  thing.changed: {object: thing, ring: id}
                """);
    String xml =
        "<s:Envelope xmlns:s='urn:s'><s:Body><n"
            + " type='thing.changed'><key>k</key><id>1</id></n></s:Body></s:Envelope>";

    assertThat(verdict(door, post(xml))).isEqualTo("ring 1");
    assertThat(verdict(door, post("<!DOCTYPE x [<!ENTITY e 'boom'>]><x>&e;</x>")))
        .isEqualTo("unreadable SYNTAX");
    assertThat(verdict(door, post("<a>".repeat(65) + "</a>".repeat(65))))
        .isEqualTo("unreadable TOO_DEEP");
    assertThat(verdict(door, post("<a>"))).isEqualTo("unreadable SYNTAX");
  }

  @Test
  void shouldWalkNestedListsCarryingWhatEnclosesThemAndPassNothingOver() {
    WebhookDoor door =
        door(
            OPEN
                + """
                split: "a[].b.c[]"
                carry: [realm]
                type: type
                dedupe: ["carried:realm", key]
                events:
                  thing.changed: {object: thing, ring: id}
                """);
    String body =
        "{\"a\":[{\"realm\":\"r1\",\"b\":{\"c\":["
            + THING.formatted("1")
            + ",7]}},{\"x\":1},{\"realm\":\"r2\",\"b\":{\"c\":[]}}]}";

    Admission admission = door.admit(post(body), NOW);
    assertThat(verdict(admission)).isEqualTo("ring 1; EVENT_SHAPE 7; EVENT_SHAPE {\"x\":1}");
    assertThat(((Admission.Accepted) admission).deliveries().getFirst().dedupeKey())
        .isEqualTo("webhook|r1|k");
  }

  @Test
  void shouldTryFormatsInOrderRulesInListsAndIgnoreWithAReason() {
    WebhookDoor door =
        door(
            OPEN
                + """
                dedupe: key
                formats:
                  - {split: "[]", type: kind}
                  - {split: "events[]", type: [name, verb]}
                events:
                  thing.merged:
                    - {object: thing, ring: id}
                    - {object: thing, ring: "lost[]", deleted: true}
                  thing.*: {ignore: not wanted here}
                """);

    assertThat(
            verdict(
                door,
                post("[{\"kind\":\"thing.merged\",\"key\":\"k\",\"id\":\"1\",\"lost\":[2,3]}]")))
        .isEqualTo("ring 1; gone 2; gone 3");
    assertThat(
            verdict(
                door, post("{\"events\":[{\"name\":\"Thing\",\"verb\":\"Seen\",\"key\":\"k\"}]}")))
        .isEqualTo("ignored not wanted here");
    assertThat(verdict(door, post("{\"events\":[]}"))).isEmpty();
    assertThat(verdict(door, post("{\"else\":[]}"))).isEqualTo("EVENT_SHAPE {\"else\":[]}");
  }

  @Test
  void shouldGiveEachDeliveryOfAnEventAKeyOfItsOwn() {
    WebhookDoor door =
        door(
            OPEN
                + """
                type: "header:X-Topic"
                dedupe: "header:X-Id | hash"
                events:
                  t: [{object: thing, ring: "ids[]"}, {object: thing, record: "", deleted: true}]
                """);
    Admission admission =
        door.admit(
            new WebhookRequest(
                "POST",
                Map.of("x-topic", List.of("T"), "X-Id", List.of("e1")),
                Bytes.utf8("{\"id\":\"0\",\"ids\":[1,2]}")),
            NOW);

    assertThat(verdict(admission)).isEqualTo("ring 1; ring 2; DELETE 0");
    assertThat(((Admission.Accepted) admission).deliveries())
        .extracting(Delivery::dedupeKey)
        .doesNotHaveDuplicates();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
