package io.mainstem.anomaly.explain;

import io.mainstem.anomaly.detect.Figures.AgainstPeers;
import io.mainstem.anomaly.metric.Item;
import io.mainstem.schemas.event.Evidence;
import java.util.Comparator;
import java.util.List;

/**
 * What explains a ratio above its peers': what it would be at their rate, and the hits themselves.
 */
public final class PeerExplanation {
  /** Hits shown, the dearest first; the sentence counts them all. */
  static final int MOST_SHOWN = 25;

  private static final Comparator<Item> DEAREST_FIRST =
      Comparator.comparing(Item::value).reversed().thenComparing(Item::id);

  private PeerExplanation() {}

  /**
   * The words and the records behind them.
   *
   * @param items the hits in this scope and week
   * @param noun what the metric's records are called
   * @param place name of the dimension that near peers share
   */
  public static Explained of(
      AgainstPeers figures, List<Item> items, Noun noun, String place, String currency) {
    String peers = figures.near() ? "Peers at " + place : "Peers across the group";
    String rate =
        figures.atLeast()
            ? "%s have none in %s".formatted(peers, noun.counted(figures.peerRecords()))
            : "%s run at %s (%s of %s %s)"
                .formatted(
                    peers,
                    HouseStyle.percent(figures.peerRate()),
                    HouseStyle.number(figures.peerHits()),
                    HouseStyle.number(figures.peerRecords()),
                    noun.many());
    String text =
        "%s, which would make about %s here; %s of %s is beyond that."
            .formatted(
                rate,
                HouseStyle.count(Math.round(figures.expectedHits())),
                HouseStyle.money(figures.atStake(), currency),
                HouseStyle.money(figures.hitSum(), currency));
    return new Explained(text, evidence(items, currency));
  }

  private static List<Evidence> evidence(List<Item> items, String currency) {
    return items.stream()
        .sorted(DEAREST_FIRST)
        .limit(MOST_SHOWN)
        .map(
            item ->
                Evidence.newBuilder()
                    .setEntity(item.entity())
                    .setId(item.id())
                    .setLabel(item.label() + ", " + HouseStyle.day(item.day()))
                    .setValue(HouseStyle.money(item.value(), currency))
                    .build())
        .toList();
  }
}
