package io.mainstem.canonicalizer.merge;

import io.mainstem.connections.Ownership;
import io.mainstem.schemas.canonical.LosingValue;
import io.mainstem.schemas.canonical.Provenance;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Records that offer a value, the one that wins first, and by which order. The order is the one
 * that held when the newest of these values was said, by its source: so it is a function of the
 * records alone, and a rule that begins on a day never rewrites what was said before.
 */
final class Ranking {
  private static final JsonText JSON = JsonText.whole();

  private final Ownership ownership;
  private final Ownership.Order order;
  private final List<Voice> ranked;

  private Ranking(Ownership ownership, Ownership.Order order, List<Voice> ranked) {
    this.ownership = ownership;
    this.order = order;
    this.ranked = ranked;
  }

  /**
   * Ranks them.
   *
   * @param offering at least one
   */
  static Ranking of(Ownership ownership, List<Voice> offering) {
    Ownership.Order order = ownership.at(newest(offering));
    Comparator<Voice> byAuthority =
        Comparator.comparingInt(voice -> order.rank(voice.connection()));
    return new Ranking(
        ownership,
        order,
        offering.stream()
            .sorted(byAuthority.thenComparing(Voice::connection).thenComparing(Voice.NEWEST_FIRST))
            .toList());
  }

  private static @Nullable Instant newest(List<Voice> offering) {
    return offering.stream()
        .map(voice -> voice.fragment().occurredAt())
        .filter(Objects::nonNull)
        .max(Comparator.naturalOrder())
        .orElse(null);
  }

  List<Voice> ranked() {
    return ranked;
  }

  Voice winner() {
    return ranked.getFirst();
  }

  /**
   * Why the winner's value stands, and which others offered another.
   *
   * @param mayConflict whether another system's other value contradicts it
   */
  Provenance provenanceOf(Function<Voice, @Nullable Object> value, boolean mayConflict) {
    Object won = value.apply(winner());
    List<LosingValue> losers =
        ranked.stream()
            .filter(voice -> Envelope.isSupplied(value.apply(voice)))
            .filter(voice -> !Content.same(won, value.apply(voice)))
            .map(voice -> losing(won, voice, value.apply(voice), mayConflict))
            .toList();
    String rule = rule("authority: ");
    return provenance(rule).setLosers(losers).build();
  }

  /** The same for a list of all their elements. */
  Provenance provenanceOf(Elements.Merged merged) {
    return provenance(rule("elements: "))
        .setSource(merged.origins().getFirst().getSource())
        .setLosers(merged.losers())
        .setElements(merged.origins())
        .build();
  }

  private Provenance.Builder provenance(String rule) {
    return Provenance.newBuilder()
        .setSource(winner().index())
        .setRule(rule)
        // One source alone is right by no rule, so that no change of the rules changes it.
        .setGroup(ranked.size() > 1 ? ownership.group() : null)
        .setSince(ranked.size() > 1 ? order.since() : null);
  }

  private LosingValue losing(
      @Nullable Object won, Voice voice, @Nullable Object value, boolean mayConflict) {
    boolean conflict =
        mayConflict
            && !voice.connection().equals(winner().connection())
            && !Likeness.alike(won, value);
    return new LosingValue(voice.index(), JSON.text(value), conflict);
  }

  private String rule(String kind) {
    if (ranked.size() == 1) {
      return "only source";
    }
    String winner = winner().connection();
    return ranked.stream()
        .map(Voice::connection)
        .filter(connection -> !connection.equals(winner))
        .findFirst()
        .map(next -> kind + winner + " before " + next)
        .orElse("newest in " + winner);
  }
}
