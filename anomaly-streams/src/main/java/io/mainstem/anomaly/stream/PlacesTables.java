package io.mainstem.anomaly.stream;

import io.mainstem.anomaly.metric.TradingCalendar;
import io.mainstem.anomaly.review.Places;
import io.mainstem.runtime.avro.AvroSerdes;
import io.mainstem.schemas.Entities;
import io.mainstem.schemas.TopicCatalogue;
import io.mainstem.schemas.canonical.Site;
import io.mainstem.schemas.canonical.Terminal;
import io.mainstem.schemas.event.Link;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** Sites, terminals and their links as global stores: small, and wanted by every task. */
final class PlacesTables {
  private static final Set<String> LINKED = Set.of(Entities.SITE.name(), Entities.TERMINAL.name());

  private final AvroSerdes serdes;

  PlacesTables(AvroSerdes serdes) {
    this.serdes = serdes;
  }

  void addTo(StreamsBuilder builder) {
    add(
        builder,
        TopicCatalogue.LINKS,
        Link.class,
        Stores.LINKS,
        Serdes.String(),
        PlacesTables::link);
    add(
        builder,
        Entities.SITE.canonicalTopic(),
        Site.class,
        Stores.PLACES_SITE,
        Json.serde(Place.class),
        PlacesTables::site);
    add(
        builder,
        Entities.TERMINAL.canonicalTopic(),
        Terminal.class,
        Stores.PLACES_TERMINAL,
        Json.serde(Place.class),
        PlacesTables::terminal);
  }

  /** What a processor calls to read them. */
  static Function<ProcessorContext<?, ?>, Places> reader(TradingCalendar usual) {
    return context -> {
      ReadOnlyKeyValueStore<String, String> links = context.getStateStore(Stores.LINKS);
      ReadOnlyKeyValueStore<String, Place> sites = context.getStateStore(Stores.PLACES_SITE);
      ReadOnlyKeyValueStore<String, Place> terminals =
          context.getStateStore(Stores.PLACES_TERMINAL);
      return new StoredPlaces(
          links, Map.of(Entities.SITE.name(), sites, Entities.TERMINAL.name(), terminals), usual);
    };
  }

  private <V extends SpecificRecord, T> void add(
      StreamsBuilder builder,
      String topic,
      Class<V> type,
      String store,
      Serde<T> kept,
      GlobalFold.Fold<V, T> fold) {
    builder.addGlobalStore(
        Stores.global(store, kept),
        topic,
        Consumed.with(Serdes.String(), serdes.of(type)).withName("read-" + store),
        () -> new GlobalFold<>(store, fold));
  }

  private static GlobalFold.Change<String> link(String key, Link link) {
    return LINKED.contains(link.getEntity())
        ? GlobalFold.keep(link.getAlias(), link.getCanonicalId())
        : GlobalFold.skip();
  }

  private static GlobalFold.Change<Place> site(String id, Site site) {
    return GlobalFold.keep(
        id, new Place(site.getName(), site.getTimezone(), site.getBusinessDayCutoff()));
  }

  private static GlobalFold.Change<Place> terminal(String id, Terminal terminal) {
    String name = terminal.getName() == null ? terminal.getTerminalCode() : terminal.getName();
    return GlobalFold.keep(id, new Place(name, null, null));
  }
}
