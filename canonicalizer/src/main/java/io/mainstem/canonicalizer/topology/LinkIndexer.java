package io.mainstem.canonicalizer.topology;

import io.mainstem.runtime.avro.UnreadableRecordException;
import io.mainstem.schemas.TopicCatalogue;
import io.mainstem.schemas.event.Link;
import java.util.Objects;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps alias to canonical id on every instance. It feeds nothing but the ids of references, so a
 * link that cannot be read costs one of these and is only logged.
 */
final class LinkIndexer implements Processor<byte[], byte[], Void, Void> {
  private static final Logger log = LoggerFactory.getLogger(LinkIndexer.class);

  private final Deserializer<Link> deserializer;
  private final Patience patience;
  private @Nullable KeyValueStore<String, String> links;

  LinkIndexer(Deserializer<Link> deserializer, Patience patience) {
    this.deserializer = deserializer;
    this.patience = patience;
  }

  @Override
  public void init(ProcessorContext<Void, Void> context) {
    links = context.getStateStore(StoreNames.LINKS_BY_ALIAS);
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    byte[] value = record.value();
    if (value == null) {
      return;
    }
    try {
      Link link = patience.ask(() -> deserializer.deserialize(TopicCatalogue.LINKS, value));
      Objects.requireNonNull(links).put(link.getAlias(), link.getCanonicalId());
    } catch (UnreadableRecordException e) {
      log.atWarn().addKeyValue("code", e.code()).log("a link cannot be read");
    }
  }
}
