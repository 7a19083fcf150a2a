package io.mainstem.ingest.cdc;

import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;

/** The engine's settings, each with the reason that it is not the default. */
final class EngineSettings {
  private static final int FIRST_SERVER_ID = 1_000_000;
  private static final int SERVER_IDS = 1_000_000_000;

  private EngineSettings() {}

  static Properties of(CdcConnection connection, String password, Optional<String> position) {
    Properties settings = new Properties();
    settings.setProperty("name", connection.name());
    settings.setProperty("connector.class", connection.kind().connector());
    settings.setProperty("topic.prefix", connection.name());
    settings.setProperty("offset.storage", SeededOffsets.class.getName());
    position.ifPresent(json -> settings.setProperty(SeededOffsets.POSITION, json));
    // How often the slot may forget what is published; the position itself is kept with the rows.
    settings.setProperty("offset.flush.interval.ms", "1000");
    // Never used, but the engine does not start on Kafka 4.3 without it.
    settings.setProperty("bootstrap.servers", "unused:9092");
    settings.setProperty("database.hostname", connection.host());
    settings.setProperty("database.port", String.valueOf(connection.port()));
    settings.setProperty("database.user", connection.user());
    settings.setProperty("database.password", password);
    settings.setProperty("heartbeat.interval.ms", "5000");
    switch (connection.kind()) {
      case POSTGRES -> postgres(settings, connection);
      case MARIADB, MYSQL -> binlog(settings, connection);
    }
    capture(settings, connection);
    return settings;
  }

  private static void postgres(Properties settings, CdcConnection connection) {
    settings.setProperty("database.dbname", connection.database());
    settings.setProperty("plugin.name", "pgoutput");
    settings.setProperty("slot.name", connection.slotName());
    settings.setProperty("slot.drop.on.stop", "false");
    settings.setProperty("publication.name", connection.slotName());
    settings.setProperty("publication.autocreate.mode", "filtered");
    // Heartbeats alone do not let the server forget the log of tables nobody captures.
    settings.setProperty("lsn.flush.mode", "connector_and_driver");
    // Marks where a group of rows that share one place in the log ends.
    settings.setProperty("provide.transaction.metadata", "true");
  }

  private static void binlog(Properties settings, CdcConnection connection) {
    // A server drops a reader when another comes with its number.
    settings.setProperty("database.server.id", String.valueOf(serverId(connection.name())));
    settings.setProperty("schema.history.internal", KeptSchemaHistory.class.getName());
    settings.setProperty(KeptSchemaHistory.CONNECTION, connection.name());
    settings.setProperty("schema.history.internal.store.only.captured.tables.ddl", "true");
    settings.setProperty("include.schema.changes", "false");
    settings.setProperty("bigint.unsigned.handling.mode", "precise");
    // What these databases know of booleans is a number with one digit.
    settings.setProperty("converters", "flags");
    settings.setProperty(
        "flags.type", "io.debezium.connector.binlog.converters.TinyIntOneToBooleanConverter");
  }

  private static int serverId(String connection) {
    return FIRST_SERVER_ID + Math.floorMod(connection.hashCode(), SERVER_IDS);
  }

  private static void capture(Properties settings, CdcConnection connection) {
    settings.setProperty(
        "table.include.list",
        connection.tables().stream()
            .map(table -> table.replace(".", "\\."))
            .collect(Collectors.joining(",")));
    settings.setProperty("snapshot.mode", "initial");
    settings.setProperty("tombstones.on.delete", "false");
    settings.setProperty("decimal.handling.mode", "precise");
    // The default of 500 ms would be the latency of every change.
    settings.setProperty("poll.interval.ms", "10");
    settings.setProperty("max.batch.size", "2048");
    settings.setProperty("max.queue.size", "8192");
    // A failure ends the engine; starting it again with a pause is the reader's work.
    settings.setProperty("errors.max.retries", "0");
  }
}
