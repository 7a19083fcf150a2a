package io.mainstem.ingest.cdc;

import io.debezium.document.DocumentReader;
import io.debezium.document.DocumentWriter;
import io.debezium.relational.history.AbstractSchemaHistory;
import io.debezium.relational.history.HistoryRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The engine's schema history in a {@link SchemaLog}. The engine makes this object by its class
 * name, so the log is found by the connection's name among those that are open.
 */
public final class KeptSchemaHistory extends AbstractSchemaHistory {
  /** Names the connection, in the engine's settings for its history. */
  static final String CONNECTION = CONFIGURATION_FIELD_PREFIX_STRING + "mainstem.connection";

  private static final Map<String, SchemaLog> OPEN = new ConcurrentHashMap<>();

  /** Before the engine of that connection is made. */
  static void open(String connection, SchemaLog log) {
    OPEN.put(connection, log);
  }

  private SchemaLog log() {
    return Objects.requireNonNull(OPEN.get(config.getString(CONNECTION)));
  }

  @Override
  protected void storeRecord(HistoryRecord change) {
    try {
      log().append(DocumentWriter.defaultWriter().write(change.document()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  protected void recoverRecords(Consumer<HistoryRecord> changes) {
    for (String json : log().read()) {
      try {
        changes.accept(new HistoryRecord(DocumentReader.defaultReader().read(json)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Override
  public boolean exists() {
    return !log().read().isEmpty();
  }

  @Override
  public boolean storageExists() {
    return true;
  }
}
