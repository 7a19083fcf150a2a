package io.mainstem.runtime.avro;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.Schema;

/** Ids handed out on first use, for tests and topologies without a registry. */
public final class InMemorySchemaIds implements SchemaIds {
  private final AtomicInteger last = new AtomicInteger();
  private final Map<Schema, Integer> ids = new ConcurrentHashMap<>();
  private final Map<Integer, Schema> schemas = new ConcurrentHashMap<>();

  @Override
  public int idOf(String subject, Schema schema) {
    return ids.computeIfAbsent(
        schema,
        unseen -> {
          int id = last.incrementAndGet();
          schemas.put(id, unseen);
          return id;
        });
  }

  @Override
  public Schema schemaOf(int id) {
    Schema schema = schemas.get(id);
    if (schema == null) {
      throw new UnreadableRecordException(
          UnreadableRecordException.Code.UNKNOWN_SCHEMA, "schema id " + id + ": unknown", null);
    }
    return schema;
  }
}
