package io.mainstem.ingest.file;

import io.mainstem.ingest.publish.Publisher;
import io.mainstem.schemas.event.SourceEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Stores rows some hundreds at a time; what waits for the broker's ack is never more than that. */
final class Batches {
  static final int MAX_ROWS = 500;

  /** Of payloads; well below what the producer may hold back. */
  static final int MAX_BYTES = 2 * 1024 * 1024;

  private static final int ACK_SECONDS = 10;

  private final Publisher publisher;
  private final List<ProducerRecord<String, SpecificRecord>> waiting = new ArrayList<>(MAX_ROWS);
  private int bytes;

  Batches(Publisher publisher) {
    this.publisher = publisher;
  }

  void add(ProducerRecord<String, SpecificRecord> message)
      throws NotStoredException, InterruptedException {
    waiting.add(message);
    bytes += ((SourceEvent) message.value()).getPayload().remaining();
    if (waiting.size() == MAX_ROWS || bytes > MAX_BYTES) {
      flush();
    }
  }

  /** Returns once all of it is stored. */
  void flush() throws NotStoredException, InterruptedException {
    try {
      publisher.publish(List.copyOf(waiting)).get(ACK_SECONDS, TimeUnit.SECONDS);
      waiting.clear();
      bytes = 0;
    } catch (ExecutionException | TimeoutException e) {
      throw new NotStoredException("the broker did not store the rows in time", e);
    }
  }
}
