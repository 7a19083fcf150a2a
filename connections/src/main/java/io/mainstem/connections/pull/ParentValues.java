package io.mainstem.connections.pull;

import com.fasterxml.jackson.databind.JsonNode;
import io.mainstem.connections.http.Holes;
import io.mainstem.connections.json.Bytes;
import io.mainstem.connections.json.JsonPath;
import io.mainstem.connections.json.StrictJson;
import io.mainstem.connections.json.UnreadableJsonException;
import io.mainstem.connections.tool.CallSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the texts of a list name of the record it belongs to: {@code {company.id}}. */
final class ParentValues {
  private ParentValues() {}

  /** The values of every row; a row that lacks one has no list. */
  static List<Map<String, String>> of(String parent, CallSpec call, Rows rows, List<Bytes> records)
      throws UnreadableJsonException {
    Set<String> holes = holes(parent, call);
    List<Map<String, String>> all = new ArrayList<>();
    for (Bytes record : records) {
      JsonNode row = StrictJson.parse(record);
      Map<String, String> values = new LinkedHashMap<>();
      for (String hole : holes) {
        String field = hole.substring(parent.length() + 1);
        Optional<String> value = field.equals("id") ? rows.id(row) : JsonPath.of(field).text(row);
        value.ifPresent(text -> values.put(hole, text));
      }
      if (values.size() == holes.size()) {
        all.add(values);
      }
    }
    return all;
  }

  private static Set<String> holes(String parent, CallSpec call) {
    Set<String> holes = new LinkedHashSet<>(Holes.in(call.path()));
    call.query().values().forEach(text -> holes.addAll(Holes.in(text)));
    if (call.body() != null) {
      holes.addAll(Holes.in(call.body().toString()));
    }
    holes.removeIf(hole -> !hole.startsWith(parent + "."));
    return holes;
  }
}
