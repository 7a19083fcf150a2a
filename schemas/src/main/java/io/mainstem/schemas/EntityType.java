package io.mainstem.schemas;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/**
 * One canonical entity type.
 *
 * @param name as in topic names, e.g. {@code person}; words are joined by {@code -}
 * @param idPrefix of every canonical and alias id, e.g. {@code cus_}
 * @param kind how its records find their canonical id
 * @param type the generated record class
 */
public record EntityType(
    String name, String idPrefix, Kind kind, Class<? extends SpecificRecord> type) {

  /** Properties of the schemas that are ours. */
  private static final String EVENTS = "events";

  private static final String MATCH_ON = "matchOn";
  private static final String SYSTEM_OF_RECORD = "systemOfRecord";

  /** What happens to records of every type. */
  private static final List<String> OF_EVERY_TYPE =
      List.of("created", "deleted", "restored", "merged", "split");

  /** The one event that is no status: a draft becomes anything else. */
  public static final String ORDER_PLACED = "order.placed";

  /** What Mainstem itself writes into every record; no mapping gives these fields. */
  public static final Set<String> OURS =
      Set.of(
          "id",
          "version",
          "updatedAt",
          "sources",
          "provenance",
          "missing",
          "deleted",
          "mergedInto");

  /** The fields every record has, whatever it is a record of. */
  public static final Set<String> ENVELOPE =
      Stream.concat(OURS.stream(), Stream.of("occurredAt", "extensions"))
          .collect(Collectors.toUnmodifiableSet());

  /** How records of an entity type find their canonical id. */
  public enum Kind {
    /** Matched across tools by identifiers: several source records may be one. */
    MASTER,
    /** Stands for itself: the canonical id is the alias of its one source record. */
    FACT
  }

  public Schema schema() {
    return SpecificData.get().getSchema(type);
  }

  public boolean isMaster() {
    return kind == Kind.MASTER;
  }

  public String canonicalTopic() {
    return "canonical." + name + ".v1";
  }

  public String changesTopic() {
    return "changes." + name + ".v1";
  }

  /** Name of its table in the reporting store, e.g. {@code stock_level}. */
  public String table() {
    return name.replace('-', '_');
  }

  /** What makes two records the same, from strong to weak, in words. */
  public String matchOn() {
    return property(MATCH_ON);
  }

  /** Which system usually owns it, in words. */
  public String systemOfRecord() {
    return property(SYSTEM_OF_RECORD);
  }

  private String property(String name) {
    return Optional.ofNullable(schema().getProp(name)).orElse("");
  }

  /** Every business event its records can cause, e.g. {@code invoice.paid}. */
  public Set<String> events() {
    Set<String> events = new LinkedHashSet<>();
    OF_EVERY_TYPE.forEach(event -> events.add(name + "." + event));
    if (this.equals(Entities.ORDER)) {
      events.add(ORDER_PLACED);
    }
    milestones().forEach(milestone -> events.addAll(milestone.entered().values()));
    return events;
  }

  /** Fields whose change of value means something to the business. */
  public List<Milestone> milestones() {
    List<Milestone> milestones = new ArrayList<>();
    for (Schema.Field field : schema().getFields()) {
      Schema values = AvroTypes.notNull(field.schema());
      if (values.getType() == Schema.Type.ENUM
          && values.getObjectProp(EVENTS) instanceof Map<?, ?> events) {
        Map<String, String> entered = new LinkedHashMap<>();
        events.forEach((value, event) -> entered.put(value.toString(), name + "." + event));
        milestones.add(new Milestone(field, Collections.unmodifiableMap(entered)));
      }
    }
    return List.copyOf(milestones);
  }

  /**
   * A field and the events of its values.
   *
   * @param entered value entered to the event it causes: {@code PAID} to {@code invoice.paid}
   */
  public record Milestone(Schema.Field field, Map<String, String> entered) {}
}
