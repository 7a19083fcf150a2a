package io.mainstem.connections;

import io.mainstem.connections.json.Pending;

import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** What makes two records the same. */
public final class Identity {
  Identity() {}

  /** Strong identifiers of a record, strongest first; empty for entities without rules. */
  public List<Identifier> identifiers(String entity, SpecificRecord record) {
    return Pending.value("pending");
  }

  /** A cluster of more source records than this is never made. */
  public int maxClusterSize(String entity) {
    return Pending.value("pending");
  }

  /** Suggest links, make none. */
  public boolean reportOnly(String entity) {
    return Pending.value("pending");
  }

  /**
   * One strong identifier of one record.
   *
   * @param rule e.g. {@code email}
   * @param value normalised; equal values of one rule mean the same thing
   * @param guard why it must not link by itself (a generic value), or null
   */
  public record Identifier(String rule, String value, @Nullable String guard) {}
}
