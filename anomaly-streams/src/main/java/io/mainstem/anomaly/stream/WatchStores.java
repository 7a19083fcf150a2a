package io.mainstem.anomaly.stream;

import io.mainstem.anomaly.metric.Delta;
import io.mainstem.anomaly.metric.Item;
import io.mainstem.anomaly.metric.Scope;
import io.mainstem.anomaly.metric.ScopeWeek;
import io.mainstem.anomaly.metric.TradingWeek;
import io.mainstem.schemas.event.Insight;
import io.mainstem.schemas.event.MetricValue;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** What the watch remembers, and how it is laid out in its stores. */
final class WatchStores {
  private static final String SEPARATOR = "|";
  private static final StringSerializer TEXT = new StringSerializer();

  private final KeyValueStore<String, ScopeWeek> weeks;
  private final KeyValueStore<String, Item> items;
  private final KeyValueStore<String, Insight> episodes;
  private final KeyValueStore<String, MetricValue> values;
  private final KeyValueStore<String, Long> clock;

  WatchStores(ProcessorContext<?, ?> context) {
    weeks = context.getStateStore(Stores.WEEKS);
    items = context.getStateStore(Stores.ITEMS);
    episodes = context.getStateStore(Stores.EPISODES);
    values = context.getStateStore(Stores.VALUES);
    clock = context.getStateStore(Stores.CLOCK);
  }

  /** How far time has come in the records this metric knows of. */
  Instant clock(String metric) {
    Long millis = clock.get(metric);
    return millis == null ? Instant.EPOCH : Instant.ofEpochMilli(millis);
  }

  void setClock(String metric, Instant time) {
    clock.put(metric, time.toEpochMilli());
  }

  void add(Delta delta, Scope scope, LocalDate day) {
    String key = weekKey(delta.metric(), TradingWeek.of(day)) + scope.key();
    ScopeWeek before = weeks.get(key);
    ScopeWeek after = (before == null ? ScopeWeek.empty(scope) : before).plus(day, delta.change());
    weeks.put(key, after);
    String itemKey = key + SEPARATOR + delta.record();
    Item item = delta.item();
    if (item == null) {
      Item kept = items.get(itemKey);
      if (kept != null && kept.day().equals(day)) {
        items.delete(itemKey);
      }
    } else {
      items.put(itemKey, item);
    }
  }

  /** Every scope ever counted in that week; one whose records all left counts nothing. */
  List<ScopeWeek> week(String metric, TradingWeek week) {
    List<ScopeWeek> found = new ArrayList<>();
    scan(weeks, weekKey(metric, week), (_, scopeWeek) -> found.add(scopeWeek));
    return found;
  }

  List<Item> items(String metric, TradingWeek week, Scope scope) {
    List<Item> found = new ArrayList<>();
    String prefix = weekKey(metric, week) + scope.key() + SEPARATOR;
    scan(items, prefix, (_, item) -> found.add(item));
    return found;
  }

  /** The weeks a metric knows, from the keys alone. */
  NavigableSet<TradingWeek> weeks(String metric) {
    NavigableSet<TradingWeek> found = new TreeSet<>();
    String prefix = metric + SEPARATOR;
    scan(
        weeks,
        prefix,
        (key, _) -> {
          String monday = key.substring(prefix.length(), key.indexOf('|', prefix.length()));
          found.add(new TradingWeek(LocalDate.parse(monday)));
        });
    return found;
  }

  NavigableMap<String, Insight> episodes(String prefix) {
    NavigableMap<String, Insight> found = new TreeMap<>();
    scan(episodes, prefix, found::put);
    return found;
  }

  void keepEpisode(String key, Insight insight) {
    episodes.put(key, insight);
  }

  /**
   * Of these values of a week, those that say something new; they are remembered. A value sent
   * before that is not among them any more, since its scope became part of another, is new as zero.
   */
  NavigableMap<String, MetricValue> changed(
      String metric, TradingWeek week, NavigableMap<String, MetricValue> now) {
    String prefix = weekKey(metric, week);
    NavigableMap<String, MetricValue> before = new TreeMap<>();
    scan(values, prefix, (key, value) -> before.put(key.substring(prefix.length()), value));
    NavigableMap<String, MetricValue> changed = new TreeMap<>(now);
    before.forEach((key, value) -> changed.computeIfAbsent(key, _ -> zero(value)));
    changed.entrySet().removeIf(entry -> same(before.get(entry.getKey()), entry.getValue()));
    changed.forEach((key, value) -> values.put(prefix + key, value));
    return changed;
  }

  private static MetricValue zero(MetricValue value) {
    return MetricValue.newBuilder(value).setValue(0).setTarget(null).build();
  }

  private static boolean same(@Nullable MetricValue before, MetricValue value) {
    return before != null && sameButForTime(before, value);
  }

  private static boolean sameButForTime(MetricValue before, MetricValue value) {
    return MetricValue.newBuilder(before).setUpdatedAt(value.getUpdatedAt()).build().equals(value);
  }

  private static String weekKey(String metric, TradingWeek week) {
    return metric + SEPARATOR + week.monday() + SEPARATOR;
  }

  private static <V> void scan(
      KeyValueStore<String, V> store, String prefix, BiConsumer<String, V> found) {
    try (KeyValueIterator<String, @Nullable V> all = store.prefixScan(prefix, TEXT)) {
      while (all.hasNext()) {
        KeyValue<String, @Nullable V> entry = all.next();
        V value = entry.value;
        if (value != null) {
          found.accept(entry.key, value);
        }
      }
    }
  }
}
