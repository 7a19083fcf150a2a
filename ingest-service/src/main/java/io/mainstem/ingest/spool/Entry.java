package io.mainstem.ingest.spool;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * One record on its way to a topic, as the bytes that lie in the spool.
 *
 * @param topic where it goes
 * @param acceptedAt when it came to the spool
 * @param bytes key, headers and serialized value
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
record Entry(String topic, Instant acceptedAt, byte[] bytes) {

  /** First byte of every value; another layout takes another. */
  private static final byte LAYOUT = 1;

  static Entry of(
      String topic, String key, Iterable<Header> headers, byte[] value, Instant acceptedAt) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(value.length + 512);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(LAYOUT);
      out.writeLong(acceptedAt.toEpochMilli());
      write(out, key.getBytes(StandardCharsets.UTF_8));
      for (Header header : headers) {
        out.writeBoolean(true);
        write(out, header.key().getBytes(StandardCharsets.UTF_8));
        write(out, header.value());
      }
      out.writeBoolean(false);
      write(out, value);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return new Entry(topic, acceptedAt, bytes.toByteArray());
  }

  /** As it was stored. */
  static Entry read(String topic, byte[] bytes) throws IOException {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      checkLayout(in);
      return new Entry(topic, Instant.ofEpochMilli(in.readLong()), bytes);
    }
  }

  ProducerRecord<String, byte[]> record() throws IOException {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      checkLayout(in);
      var _ = in.readLong();
      String key = text(in);
      Headers headers = new RecordHeaders();
      while (in.readBoolean()) {
        headers.add(text(in), block(in));
      }
      return new ProducerRecord<>(topic, null, key, block(in), headers);
    }
  }

  private static void checkLayout(DataInputStream in) throws IOException {
    byte layout = in.readByte();
    if (layout != LAYOUT) {
      throw new IOException("layout: " + layout + " (expected: " + LAYOUT + ")");
    }
  }

  private static void write(DataOutputStream out, byte[] block) throws IOException {
    out.writeInt(block.length);
    out.write(block);
  }

  private static String text(DataInputStream in) throws IOException {
    return new String(block(in), StandardCharsets.UTF_8);
  }

  private static byte[] block(DataInputStream in) throws IOException {
    return in.readNBytes(in.readInt());
  }
}
