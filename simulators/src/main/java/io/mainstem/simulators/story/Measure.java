package io.mainstem.simulators.story;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Something to be counted or added up over the records of a kind, as they stand at the end.
 *
 * @param by path of what they are told apart by
 * @param sum path of what is added up, or null to count
 */
record Measure(String name, String tool, String kind, String by, @Nullable String sum) {

  SortedMap<String, BigDecimal> of(Map<String, ? extends JsonNode> records) {
    SortedMap<String, BigDecimal> totals = new TreeMap<>();
    for (JsonNode record : records.values()) {
      BigDecimal worth =
          sum == null ? BigDecimal.ONE : new BigDecimal(record.at("/" + sum).asText("0"));
      totals.merge(record.at("/" + by).asText(), worth, BigDecimal::add);
    }
    return totals;
  }
}
