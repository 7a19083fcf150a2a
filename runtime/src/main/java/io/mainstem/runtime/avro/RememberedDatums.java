package io.mainstem.runtime.avro;

import io.apicurio.registry.serde.avro.DefaultAvroDatumProvider;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DatumWriter;

/**
 * Readers and writers found by schema. Apicurio's own provider also keeps them, but works out a
 * fingerprint of the whole schema for every record to find them again, which costs more than
 * writing the record. Public because the serde makes it by name.
 */
public final class RememberedDatums<T> extends DefaultAvroDatumProvider<T> {
  private final Map<Schema, DatumWriter<T>> writers = new ConcurrentHashMap<>();
  private final Map<Schema, DatumReader<T>> readers = new ConcurrentHashMap<>();

  @Override
  public DatumWriter<T> createDatumWriter(T data, Schema schema) {
    DatumWriter<T> known = writers.get(schema);
    return known != null
        ? known
        : writers.computeIfAbsent(schema, unseen -> super.createDatumWriter(data, unseen));
  }

  @Override
  public DatumReader<T> createDatumReader(Schema schema) {
    DatumReader<T> known = readers.get(schema);
    return known != null ? known : readers.computeIfAbsent(schema, super::createDatumReader);
  }
}
