package io.mainstem.ingest.cdc;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;

/** Makes the Kafka clients a reader needs; each belongs to who asked for it. */
public interface CdcClients {

  Producer<String, SpecificRecord> transactional(String transactionalId);

  /** Never subscribed: tells what the group has committed, and who the group is. */
  Consumer<?, ?> member(String group);
}
