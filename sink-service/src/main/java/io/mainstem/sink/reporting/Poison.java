package io.mainstem.sink.reporting;

import io.mainstem.schemas.NameUuid;
import io.mainstem.schemas.event.Stage;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/**
 * Puts a record that the store cannot hold into quarantine, so that those behind it go on. Written
 * straight into the table: its place in the topic is its identity, so a repeat changes nothing.
 */
final class Poison {
  static final String UNREADABLE = "UNREADABLE_RECORD";
  static final String UNSTORABLE = "UNSTORABLE_VALUE";

  private static final UUID NAMESPACE = UUID.fromString("6d61696e-7374-5e6d-8a11-a51d00000002");
  private static final String INSERT =
      """
      insert into ops.quarantine (id, event_id, connection, object, source_id, delivery_id, stage,
        code, cause, at, topic, partition, "offset", original)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (id) do nothing
      """;

  private final InstantSource clock;

  Poison(InstantSource clock) {
    this.clock = clock;
  }

  void quarantine(Connection connection, Received received, String code, String cause)
      throws SQLException {
    Instant now = clock.instant();
    String id = NameUuid.of(NAMESPACE, received.place()).toString();
    try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
      statement.setString(1, id);
      statement.setString(2, text(received, "eventId", "causedBy", received.place()));
      statement.setString(3, text(received, "connection", "", "mainstem"));
      statement.setString(4, text(received, "object", "entity", received.topic()));
      statement.setString(5, text(received, "sourceId", "id", keyOf(received)));
      statement.setString(6, text(received, "deliveryId", "", received.place()));
      statement.setString(7, Stage.WRITE.name());
      statement.setString(8, code);
      statement.setString(9, cause);
      statement.setObject(10, now.atOffset(ZoneOffset.UTC));
      statement.setString(11, received.topic());
      statement.setInt(12, received.partition());
      statement.setLong(13, received.offset());
      byte[] original = received.bytes();
      statement.setBytes(14, original == null ? new byte[0] : original);
      statement.executeUpdate();
    }
  }

  private static String keyOf(Received received) {
    return received.key() == null ? received.place() : received.key();
  }

  /** The value of the first of two fields that the record has, without what text cannot hold. */
  private static String text(Received received, String field, String orField, String otherwise) {
    String value = field(received.value(), field);
    if (value == null) {
      value = field(received.value(), orField);
    }
    String present = value == null ? otherwise : value;
    byte[] encodable = present.replace("\0", "\uFFFD").getBytes(StandardCharsets.UTF_8);
    return new String(encodable, StandardCharsets.UTF_8);
  }

  private static @Nullable String field(@Nullable IndexedRecord record, String name) {
    if (record == null) {
      return null;
    }
    Schema.Field field = record.getSchema().getField(name);
    Object value = field == null ? null : record.get(field.pos());
    return value == null ? null : value.toString();
  }
}
