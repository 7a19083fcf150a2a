package io.mainstem.connections.map;

import io.mainstem.schemas.EntityType;
import io.mainstem.schemas.SourceKey;
import org.apache.avro.specific.SpecificRecord;

/**
 * What one source record says about one entity.
 *
 * @param source the record that speaks; a sub-record (a till inside a payment) has its own
 * @param record partial canonical record: {@code id} is the alias, {@code version} 0, fields nobody
 *     supplied null or empty, no source references, no provenance, refs without id
 */
public record Fragment(EntityType entity, SourceKey source, SpecificRecord record) {
  /** Key of the link this fragment makes. */
  public String linkKey() {
    return source.linkKey(entity.name());
  }
}
