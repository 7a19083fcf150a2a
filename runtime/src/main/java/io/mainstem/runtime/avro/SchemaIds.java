package io.mainstem.runtime.avro;

import org.apache.avro.Schema;

/** Schema ids, as they stand in front of every record. Implementations are thread safe. */
public interface SchemaIds {

  /**
   * The id under which {@code schema} is registered for {@code subject}.
   *
   * @throws RegistryUnavailableException if the registry is away and the id is not cached
   * @throws UnreadableRecordException if the registry does not know this schema
   */
  int idOf(String subject, Schema schema);

  /**
   * The schema a record was written with.
   *
   * @throws RegistryUnavailableException if the registry is away and the id is not cached
   * @throws UnreadableRecordException if the registry does not know this id
   */
  Schema schemaOf(int id);
}
