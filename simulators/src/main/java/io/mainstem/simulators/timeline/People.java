package io.mainstem.simulators.timeline;

import com.fasterxml.jackson.databind.JsonNode;
import io.mainstem.simulators.timeline.Happening.RecordChanged;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Counts customers as someone would by hand: records that share an email or a telephone number are
 * one person.
 */
final class People {
  private final Map<String, Set<String>> marksByRecord = new LinkedHashMap<>();
  private final Set<String> deleted = new HashSet<>();

  void take(RecordChanged changed) {
    JsonNode record = changed.record();
    Set<String> marks =
        switch (changed.tool()) {
          case HUBSPOT ->
              changed.shelf().equals(Crm.CONTACTS)
                  ? marks(
                      record.at("/properties/email").asText(),
                      record.at("/properties/phone").asText())
                  : Set.of();
          case SQUARE ->
              changed.shelf().equals(SquareRecords.CUSTOMERS)
                  ? marks(
                      record.path("email_address").asText(), record.path("phone_number").asText())
                  : Set.of();
          case XERO ->
              changed.shelf().equals(XeroRecords.CONTACTS)
                  ? marks(
                      record.path("EmailAddress").asText(),
                      record.at("/Phones/3/PhoneNumber").asText())
                  : Set.of();
        };
    if (!marks.isEmpty()) {
      marksByRecord.put(key(changed.tool(), changed.id()), marks);
    }
  }

  void deleted(Tool tool, String id) {
    deleted.add(key(tool, id));
  }

  int living() {
    return (int) groups().stream().filter(group -> !deleted.containsAll(group)).count();
  }

  int gone() {
    return groups().size() - living();
  }

  SortedMap<String, Integer> records() {
    SortedMap<String, Integer> counts = new TreeMap<>();
    marksByRecord
        .keySet()
        .forEach(key -> counts.merge(key.substring(0, key.indexOf('|')), 1, Integer::sum));
    return counts;
  }

  private List<Set<String>> groups() {
    Map<String, Set<String>> groupByMark = new LinkedHashMap<>();
    List<Set<String>> groups = new ArrayList<>();
    marksByRecord.forEach(
        (record, marks) -> {
          Set<String> group = new HashSet<>(Set.of(record));
          for (String mark : marks) {
            Set<String> other = groupByMark.get(mark);
            if (other != null && groups.remove(other)) {
              group.addAll(other);
            }
          }
          groups.add(group);
          for (String member : group) {
            for (String mark : marksByRecord.getOrDefault(member, Set.of())) {
              groupByMark.put(mark, group);
            }
          }
        });
    return groups;
  }

  private static Set<String> marks(String email, String phone) {
    Set<String> marks = new HashSet<>();
    if (!email.isEmpty()) {
      marks.add(email.toLowerCase(Locale.ROOT));
    }
    String digits = phone.replaceAll("[^0-9]", "");
    if (!digits.isEmpty()) {
      marks.add(digits.startsWith("44") ? "0" + digits.substring(2) : digits);
    }
    return marks;
  }

  private static String key(Tool tool, String id) {
    return tool.connection() + "|" + id;
  }
}
