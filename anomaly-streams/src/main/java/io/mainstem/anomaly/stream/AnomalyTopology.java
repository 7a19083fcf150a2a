package io.mainstem.anomaly.stream;

import io.mainstem.anomaly.metric.Delta;
import io.mainstem.anomaly.metric.MetricReading;
import io.mainstem.anomaly.metric.Reading;
import io.mainstem.anomaly.metric.TargetReading;
import io.mainstem.anomaly.metric.TradingCalendar;
import io.mainstem.connections.metrics.Metric;
import io.mainstem.connections.metrics.Metrics;
import io.mainstem.runtime.avro.AvroSerdes;
import io.mainstem.schemas.Entities;
import io.mainstem.schemas.EntityType;
import io.mainstem.schemas.TopicCatalogue;
import io.mainstem.schemas.canonical.Target;
import io.mainstem.schemas.event.Insight;
import io.mainstem.schemas.event.MetricValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * The whole service as a topology: canonical records → what each says to its metrics → deltas by
 * metric → weeks, metric values and insights. Every stateful step is a processor; no step of the
 * DSL that could drop a record takes part.
 */
public final class AnomalyTopology {
  static final String WRITE_METRICS = "write-metrics";
  static final String WRITE_INSIGHTS = "write-insights";
  private static final String DELTAS = "deltas";
  private static final String WATCH = "watch";

  private final Metrics metrics;
  private final String currency;
  private final TradingCalendar usual;
  private final AvroSerdes serdes;
  private final Doubts doubts;

  /**
   * The topology for the metrics of one business.
   *
   * @param currency of the business, ISO 4217
   * @param usual its zone and cut-off, for sites that do not say
   */
  public AnomalyTopology(
      Metrics metrics, String currency, TradingCalendar usual, AvroSerdes serdes, Doubts doubts) {
    this.metrics = metrics;
    this.currency = currency;
    this.usual = usual;
    this.serdes = serdes;
    this.doubts = doubts;
  }

  /** Entities whose canonical topics are read record by record. */
  private List<EntityType> entities() {
    return Entities.all().stream().filter(entity -> !readings(entity).isEmpty()).toList();
  }

  /** Every topic that must be there before the topology starts. */
  public Set<String> topics() {
    Set<String> topics = new TreeSet<>();
    entities().forEach(entity -> topics.add(entity.canonicalTopic()));
    topics.add(Entities.SITE.canonicalTopic());
    topics.add(Entities.TERMINAL.canonicalTopic());
    topics.add(TopicCatalogue.LINKS);
    topics.add(TopicCatalogue.METRICS);
    topics.add(TopicCatalogue.INSIGHTS);
    return topics;
  }

  /** The topology; without metrics it has nothing to do but to be there. */
  public Topology build(Properties properties) {
    StreamsBuilder builder = new StreamsBuilder();
    new PlacesTables(serdes).addTo(builder);
    KStream<String, Delta> deltas = null;
    for (EntityType entity : entities()) {
      KStream<String, Delta> more = contribute(builder, entity);
      deltas = deltas == null ? more : deltas.merge(more, Named.as("merge-" + entity.name()));
    }
    if (deltas != null) {
      watch(deltas);
    }
    return builder.build(properties);
  }

  private KStream<String, Delta> contribute(StreamsBuilder builder, EntityType entity) {
    String name = entity.name();
    Map<String, Function<SpecificRecord, Reading>> readings = readings(entity);
    List<String> ticked = metrics.metrics().stream().map(Metric::name).toList();
    return records(builder, entity, entity.type())
        .process(
            supplier(
                () -> new ContributeProcessor<>(name, readings, ticked, doubts),
                Set.of(Stores.lastBuilder(name))),
            Named.as("contribute-" + name));
  }

  private <T extends SpecificRecord> KStream<String, SpecificRecord> records(
      StreamsBuilder builder, EntityType entity, Class<T> type) {
    KStream<String, T> records =
        builder.stream(
            entity.canonicalTopic(),
            Consumed.with(Serdes.String(), serdes.of(type)).withName("read-" + entity.name()));
    @SuppressWarnings({"unchecked", "rawtypes"}) // records only leave this stream
    KStream<String, SpecificRecord> widened = (KStream) records;
    return widened;
  }

  private void watch(KStream<String, Delta> deltas) {
    KStream<String, SpecificRecord> found =
        deltas
            .repartition(
                Repartitioned.<String, Delta>as(DELTAS)
                    .withKeySerde(Serdes.String())
                    .withValueSerde(Json.serde(Delta.class))
                    .withNumberOfPartitions(TopicCatalogue.PARTITIONS))
            .process(
                supplier(
                    () -> new WatchProcessor(metrics, usual, PlacesTables.reader(usual)),
                    Set.of(
                        Stores.weeks(),
                        Stores.items(),
                        Stores.episodes(serdes.of(Insight.class)),
                        Stores.values(serdes.of(MetricValue.class)),
                        Stores.clock())),
                Named.as(WATCH));
    Produced<String, SpecificRecord> produced =
        Produced.with(Serdes.String(), serdes.of(SpecificRecord.class));
    found.to(TopicCatalogue.METRICS, produced.withName(WRITE_METRICS));
    found.to(TopicCatalogue.INSIGHTS, produced.withName(WRITE_INSIGHTS));
  }

  /** How records of an entity are read, by metric. */
  private Map<String, Function<SpecificRecord, Reading>> readings(EntityType entity) {
    Map<String, Function<SpecificRecord, Reading>> readings = new LinkedHashMap<>();
    for (Metric metric : metrics.metrics()) {
      reading(entity, metric).ifPresent(reading -> readings.put(metric.name(), reading));
    }
    return readings;
  }

  private Optional<Function<SpecificRecord, Reading>> reading(EntityType entity, Metric metric) {
    if (metric.entity().equals(entity.name())) {
      return Optional.of(new MetricReading(metric, currency)::read);
    }
    if (entity.equals(Entities.TARGET) && metric.target() != null) {
      TargetReading target = new TargetReading(metric);
      return Optional.of(record -> target.read((Target) record));
    }
    return Optional.empty();
  }

  private static <A, B, C, D> ProcessorSupplier<A, B, C, D> supplier(
      Supplier<Processor<A, B, C, D>> processor, Set<StoreBuilder<?>> stores) {
    return new ProcessorSupplier<>() {
      @Override
      public Processor<A, B, C, D> get() {
        return processor.get();
      }

      @Override
      public Set<StoreBuilder<?>> stores() {
        return stores;
      }
    };
  }
}
