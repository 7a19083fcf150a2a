package io.mainstem.sink.writeback;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Records to be published, kept in the transaction of what they tell: neither without the other.
 */
public final class Outbox {
  private static final String ADD =
      "insert into ops.outbox (topic, key, value, trace_parent) values (?, ?, ?, ?)";

  private Outbox() {}

  /** Adds a record; it is sent after those added before. */
  public static void add(Connection connection, String topic, String key, SpecificRecord value)
      throws SQLException {
    add(connection, topic, key, value, null);
  }

  /** The same, as part of a W3C trace. */
  static void add(
      Connection connection,
      String topic,
      String key,
      SpecificRecord value,
      @Nullable String traceParent)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(ADD)) {
      statement.setString(1, topic);
      statement.setString(2, key);
      statement.setBytes(3, binary(value));
      statement.setString(4, traceParent);
      statement.executeUpdate();
    }
  }

  /** Without a schema id: the registry may be away when the record is written. */
  private static byte[] binary(SpecificRecord value) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
      new SpecificDatumWriter<SpecificRecord>(value.getSchema()).write(value, encoder);
      encoder.flush();
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
