package io.mainstem.simulators.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mainstem.simulators.SharedReference;
import io.mainstem.simulators.json.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

class DescriptionTest {
  private static final List<JsonNode> INVOICES =
      List.of(
          invoice("ACCREC", "DRAFT", "2026-03-02", "GBP", 2),
          invoice("SALE", "DRAFT", "2026-03-02", "GBP", 2),
          invoice("ACCREC", "ON_HOLD", "2026-03-02", "GBP", 2),
          invoice("ACCREC", "DRAFT", "next Monday", "GBP", 2),
          invoice("ACCREC", "DRAFT", "/Date(1772409600000+0000)/", "POUNDS", 2),
          invoice("ACCREC", "DRAFT", "2026-03-02", "GBP", "a few"));

  private static JsonNode invoice(
      String type, String status, String date, String currency, Object quantity) {
    return Json.object(
        "Type", type,
        "Status", status,
        "Date", date,
        "CurrencyCode", currency,
        "Contact", Json.object("Name", "Orrery Instruments"),
        "LineItems", Json.array(Json.object("Description", "Lunch", "Quantity", quantity)));
  }

  @Test
  void shouldRefuseByTheTableWhatTheVendorsDescriptionForbids() {
    Description table = Description.table("xero");
    assertThat(table.problems("Invoice", INVOICES.getFirst())).isEmpty();
    INVOICES.stream()
        .skip(1)
        .forEach(invoice -> assertThat(table.problems("Invoice", invoice)).hasSize(1));
  }

  @Test
  void shouldFindTheSameInTheVendorsOwnFile() {
    Description vendor =
        Description.vendorFile(SharedReference.orSkip("specs/xero-accounting.yaml"));
    Description table = Description.table("xero");
    for (JsonNode invoice : INVOICES) {
      assertThat(vendor.problems("Invoice", invoice)).isEqualTo(table.problems("Invoice", invoice));
    }
  }

  @Test
  void shouldKnowHubSpotsOperators() {
    JsonNode filter = Json.object("propertyName", "email", "operator", "SOUNDS_LIKE");
    JsonNode group = Json.object("filters", Json.array(filter));
    assertThat(Description.table("hubspot").problems("FilterGroup", group)).hasSize(1);
  }
}
