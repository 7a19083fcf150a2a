package io.mainstem.anomaly.stream;

import io.mainstem.anomaly.metric.Contribution;
import io.mainstem.anomaly.metric.Item;
import io.mainstem.anomaly.metric.ScopeWeek;
import io.mainstem.schemas.TopicCatalogue;
import io.mainstem.schemas.event.Insight;
import io.mainstem.schemas.event.MetricValue;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;

/** Names and builders of every store in the topology. */
final class Stores {
  /** Alias to canonical id, of sites and terminals. */
  static final String LINKS = "places-links";

  /** Canonical id to {@link Place}. */
  static final String PLACES_SITE = "places-site";

  static final String PLACES_TERMINAL = "places-terminal";

  /** Metric, week and scope to its {@link ScopeWeek}. */
  static final String WEEKS = "watch-weeks";

  /** The same and a record to its {@link Item}. */
  static final String ITEMS = "watch-items";

  /** Key of an episode to its latest insight. */
  static final String EPISODES = "watch-episodes";

  /** Metric, week and key on the metrics topic to the value last sent. */
  static final String VALUES = "watch-values";

  /** Metric to how far time has come in the records. */
  static final String CLOCK = "watch-clock";

  static final Set<String> WATCH = Set.of(WEEKS, ITEMS, EPISODES, VALUES, CLOCK);

  private Stores() {}

  /** Name of the store of each record's last contributions. */
  static String last(String entity) {
    return "contribute-" + entity + "-last";
  }

  static StoreBuilder<KeyValueStore<String, List<Contribution>>> lastBuilder(String entity) {
    return persistent(last(entity), Json.listSerde(Contribution.class));
  }

  static StoreBuilder<KeyValueStore<String, ScopeWeek>> weeks() {
    return persistent(WEEKS, Json.serde(ScopeWeek.class));
  }

  static StoreBuilder<KeyValueStore<String, Item>> items() {
    return persistent(ITEMS, Json.serde(Item.class));
  }

  static StoreBuilder<KeyValueStore<String, Insight>> episodes(Serde<Insight> insights) {
    return persistent(EPISODES, FixedSubject.of(TopicCatalogue.INSIGHTS, insights));
  }

  static StoreBuilder<KeyValueStore<String, MetricValue>> values(Serde<MetricValue> values) {
    return persistent(VALUES, FixedSubject.of(TopicCatalogue.METRICS, values));
  }

  static StoreBuilder<KeyValueStore<String, Long>> clock() {
    return persistent(CLOCK, Serdes.Long());
  }

  /** Kept in memory and read anew at every start, through its processor. */
  static <T> StoreBuilder<KeyValueStore<String, T>> global(String name, Serde<T> values) {
    return org.apache.kafka.streams.state.Stores.keyValueStoreBuilder(
            org.apache.kafka.streams.state.Stores.inMemoryKeyValueStore(name),
            Serdes.String(),
            values)
        .withLoggingDisabled();
  }

  private static <T> StoreBuilder<KeyValueStore<String, T>> persistent(
      String name, Serde<T> values) {
    return org.apache.kafka.streams.state.Stores.keyValueStoreBuilder(
        org.apache.kafka.streams.state.Stores.persistentKeyValueStore(name),
        Serdes.String(),
        values);
  }
}
