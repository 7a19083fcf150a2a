package io.mainstem.ingest;

import io.mainstem.runtime.avro.RegistryUnavailableException;
import io.mainstem.runtime.avro.UnreadableRecordException;
import io.mainstem.runtime.service.Foundation;
import io.mainstem.schemas.Topic;
import io.mainstem.schemas.TopicCatalogue;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits until the ids of all schemas this service writes are known, from the registry or from the
 * cache. The door stays shut meanwhile: a delivery must not wait for a registry.
 */
final class SchemaWait {

  private static final Logger log = LoggerFactory.getLogger(SchemaWait.class);
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private SchemaWait() {}

  static void until(Foundation foundation, Collection<String> connections)
      throws InterruptedException {
    List<Topic> topics = topics(connections);
    while (true) {
      try {
        foundation.schemaIds().warmUp(topics);
        return;
      } catch (RegistryUnavailableException | UnreadableRecordException notYet) {
        log.atWarn().addKeyValue("cause", notYet.getMessage()).log("schemas are not known yet");
        Thread.sleep(PAUSE);
      }
    }
  }

  private static List<Topic> topics(Collection<String> connections) {
    return Stream.concat(
            connections.stream().map(TopicCatalogue::source),
            Stream.of(TopicCatalogue.DOORBELLS, TopicCatalogue.CONNECTION_STATE))
        .map(TopicCatalogue::find)
        .flatMap(Optional::stream)
        .toList();
  }
}
