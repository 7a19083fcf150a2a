package io.mainstem.anomaly.stream;

import io.mainstem.anomaly.metric.Scope;
import io.mainstem.anomaly.metric.TradingCalendar;
import io.mainstem.anomaly.review.Places;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/** {@link Places} as the global stores know them. */
final class StoredPlaces implements Places {
  private static final String SITE = "site";

  private final ReadOnlyKeyValueStore<String, String> links;
  private final Map<String, ReadOnlyKeyValueStore<String, Place>> placesByDimension;
  private final TradingCalendar usual;

  /**
   * Reads the given stores.
   *
   * @param usual the business's zone and cut-off, for sites that do not say
   */
  StoredPlaces(
      ReadOnlyKeyValueStore<String, String> links,
      Map<String, ReadOnlyKeyValueStore<String, Place>> placesByDimension,
      TradingCalendar usual) {
    this.links = links;
    this.placesByDimension = placesByDimension;
    this.usual = usual;
  }

  @Override
  public String canonicalId(String alias) {
    return Objects.requireNonNullElse(links.get(alias), alias);
  }

  @Override
  public String name(String dimension, String id) {
    Place place = place(dimension, id);
    return place == null || place.name() == null ? id : place.name();
  }

  @Override
  public TradingCalendar calendar(Scope scope) {
    String site = scope.ids().get(SITE);
    Place place = site == null ? null : place(SITE, site);
    if (place == null) {
      return usual;
    }
    try {
      return new TradingCalendar(
          place.timezone() == null ? usual.zone() : ZoneId.of(place.timezone()),
          place.cutoff() == null ? usual.cutoff() : LocalTime.parse(place.cutoff()));
    } catch (DateTimeException unreadable) {
      return usual;
    }
  }

  private @Nullable Place place(String dimension, String id) {
    ReadOnlyKeyValueStore<String, Place> places = placesByDimension.get(dimension);
    return places == null ? null : places.get(id);
  }
}
