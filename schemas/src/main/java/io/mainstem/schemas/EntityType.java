package io.mainstem.schemas;

import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/**
 * One canonical entity type.
 *
 * @param name as in topic names, e.g. {@code person}
 * @param idPrefix of every canonical and alias id, e.g. {@code cus_}
 * @param kind how its records find their canonical id
 * @param type the generated record class
 */
public record EntityType(
    String name, String idPrefix, Kind kind, Class<? extends SpecificRecord> type) {

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
}
