package io.mainstem.runtime.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstem.schemas.TopicCatalogue;
import io.mainstem.schemas.canonical.Deal;
import io.mainstem.schemas.canonical.Money;
import io.mainstem.schemas.event.Doorbell;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.apache.avro.Schema;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;

class AvroSerdesTest {
  private static final String TOPIC = "canonical.deal.v1";

  private final InMemorySchemaIds ids = new InMemorySchemaIds();
  private final AvroSerdes serdes = new AvroSerdes(ids);

  @Test
  void shouldReadWhatItWroteWithDecimalsAndInstants() {
    Serde<Deal> serde = serdes.of(Deal.class);
    Deal deal = deal();

    byte[] bytes = serde.serializer().serialize(TOPIC, deal);

    assertThat(serde.deserializer().deserialize(TOPIC, bytes)).isEqualTo(deal);
  }

  @Test
  void shouldFrameAsConfluentDoes() {
    byte[] bytes = serdes.serializer(Deal.class).serialize(TOPIC, deal());

    ByteBuffer frame = ByteBuffer.wrap(bytes);
    assertThat(frame.get()).isZero();
    assertThat(frame.getInt()).isEqualTo(ids.idOf(TOPIC + "-value", Deal.getClassSchema()));
  }

  @Test
  void shouldKeepTombstones() {
    assertThat(serdes.serializer(Deal.class).serialize(TOPIC, null)).isNull();
    assertThat(serdes.deserializer(Deal.class).deserialize(TOPIC, null)).isNull();
  }

  @Test
  void shouldReadRecordsOfAnOlderSchema() throws Exception {
    Schema older =
        new Schema.Parser()
            .parse(
                """
                {"type":"record","name":"Money","namespace":"io.mainstem.schemas.canonical",
                 "fields":[{"name":"currency","type":"string"},
                  {"name":"amount","type":{"type":"bytes","logicalType":"decimal",
                   "precision":19,"scale":4}}]}
                """);
    int id = ids.idOf("x", older);
    byte[] bytes = {0, 0, 0, 0, (byte) id, 6, 'G', 'B', 'P', 2, 100};

    Money money = serdes.deserializer(Money.class).deserialize(TOPIC, bytes);

    assertThat(money.getCurrency()).isEqualTo("GBP");
    assertThat(money.getAmount()).isEqualTo(new BigDecimal("0.0100"));
  }

  @Test
  void shouldRefuseAnUnknownIdAtOnceInsteadOfLooping() {
    byte[] bytes = {0, 0, 0, 0, 99, 1};

    assertUnreadable(bytes, UnreadableRecordException.Code.UNKNOWN_SCHEMA);
  }

  @Test
  void shouldRefuseWhatIsNotFramed() {
    assertUnreadable(new byte[] {}, UnreadableRecordException.Code.NOT_FRAMED);
    assertUnreadable(new byte[] {0, 0, 0, 1}, UnreadableRecordException.Code.NOT_FRAMED);
    assertUnreadable(
        "{\"json\":1}".getBytes(java.nio.charset.StandardCharsets.UTF_8),
        UnreadableRecordException.Code.NOT_FRAMED);
  }

  @Test
  void shouldRefuseBytesThatDoNotFitTheirSchema() {
    byte[] bytes = serdes.serializer(Deal.class).serialize(TOPIC, deal());

    assertUnreadable(
        java.util.Arrays.copyOf(bytes, bytes.length - 7),
        UnreadableRecordException.Code.UNDECODABLE);
  }

  @Test
  void shouldRefuseARecordOfAnotherType() {
    Doorbell doorbell =
        Doorbell.newBuilder()
            .setConnection("crm")
            .setTool("hubspot")
            .setObject("deal")
            .setSourceId("1")
            .setReceivedAt(Instant.EPOCH)
            .setDeliveryId("d")
            .build();
    byte[] bytes = serdes.serializer(Doorbell.class).serialize(TopicCatalogue.DOORBELLS, doorbell);

    assertUnreadable(bytes, UnreadableRecordException.Code.WRONG_TYPE);
  }

  private void assertUnreadable(byte[] bytes, UnreadableRecordException.Code code) {
    assertThatThrownBy(() -> serdes.deserializer(Deal.class).deserialize(TOPIC, bytes))
        .isInstanceOfSatisfying(
            UnreadableRecordException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  private static Deal deal() {
    return Deal.newBuilder()
        .setId("dea_1")
        .setVersion(3)
        .setUpdatedAt(Instant.parse("2026-03-02T10:15:30.123456Z"))
        .setAmount(
            Money.newBuilder().setAmount(new BigDecimal("4200.0000")).setCurrency("GBP").build())
        .setProbability(new BigDecimal("0.180000"))
        .build();
  }
}
