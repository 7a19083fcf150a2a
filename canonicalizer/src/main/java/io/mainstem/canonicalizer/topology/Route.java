package io.mainstem.canonicalizer.topology;

import io.mainstem.schemas.Entities;
import io.mainstem.schemas.EntityType;
import java.util.function.Function;
import org.apache.kafka.streams.processor.RecordContext;
import org.apache.kafka.streams.processor.TopicNameExtractor;

/**
 * The topic of an entity, by the prefix of the id that is the record's key.
 *
 * @param pattern for the topology's description
 */
record Route<V>(String pattern, Function<EntityType, String> topic)
    implements TopicNameExtractor<String, V> {

  @Override
  public String extract(String id, V value, RecordContext context) {
    return Entities.ofId(id)
        .map(topic)
        .orElseThrow(() -> new IllegalStateException("canonical id without an entity's prefix"));
  }

  @Override
  public String toString() {
    return pattern;
  }
}
