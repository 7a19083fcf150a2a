package io.mainstem.canonicalizer.fragment;

import io.mainstem.connections.json.Bytes;
import io.mainstem.schemas.EntityType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/**
 * Records of one entity type as bytes that name their schema (Avro's single-object encoding), so
 * that what an older release kept stays readable: its schema is registered with the decoder.
 * Thread-safe.
 */
public final class BodyCodec {
  private final BinaryMessageEncoder<SpecificRecord> encoder;
  private final BinaryMessageDecoder<SpecificRecord> decoder;

  public BodyCodec(EntityType entity) {
    SpecificData model = SpecificData.getForClass(entity.type());
    encoder = new BinaryMessageEncoder<>(model, entity.schema());
    decoder = new BinaryMessageDecoder<>(model, entity.schema());
  }

  public Bytes encode(SpecificRecord partial) {
    try {
      ByteBuffer buffer = encoder.encode(partial);
      byte[] bytes = new byte[buffer.remaining()];
      buffer.get(bytes);
      return Bytes.of(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory cannot fail", e);
    }
  }

  public SpecificRecord decode(Bytes body) {
    try {
      return decoder.decode(body.buffer(), null);
    } catch (IOException e) {
      throw new UncheckedIOException("a body in our own store or topic does not decode", e);
    }
  }
}
