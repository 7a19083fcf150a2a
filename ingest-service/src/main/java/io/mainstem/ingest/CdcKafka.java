package io.mainstem.ingest;

import io.mainstem.ingest.cdc.CdcClients;
import io.mainstem.runtime.service.Foundation;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Kafka clients of the database readers. */
record CdcKafka(Foundation foundation) implements CdcClients {

  private static final int TRANSACTION_TIMEOUT_MILLIS = 60_000;

  @Override
  public Producer<String, SpecificRecord> transactional(String transactionalId) {
    return foundation
        .kafka()
        .producer(
            transactionalId,
            foundation.serdes().serializer(SpecificRecord.class),
            Map.of(
                ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                transactionalId,
                ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                TRANSACTION_TIMEOUT_MILLIS));
  }

  @Override
  public Consumer<?, ?> member(String group) {
    return foundation.kafka().consumer(group, group, new ByteArrayDeserializer());
  }
}
