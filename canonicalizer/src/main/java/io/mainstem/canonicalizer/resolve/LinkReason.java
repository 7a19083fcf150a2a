package io.mainstem.canonicalizer.resolve;

import io.mainstem.canonicalizer.fragment.Token;
import io.mainstem.connections.identity.Evidence;
import io.mainstem.connections.identity.MatchRules;
import io.mainstem.connections.identity.Matcher;
import io.mainstem.connections.identity.Verdicts;
import io.mainstem.schemas.SourceKey;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Why a record is in its cluster.
 *
 * @param rule {@code founder}, {@code decision}, {@code vendor-merge}, the strongest kind of
 *     identifier it shares with another member, or {@code likeness}
 * @param words the same as a sentence, without any value
 */
record LinkReason(String rule, String words) {

  private static final String FIRST = "First of its kind we received.";
  private static final String ALONE =
      "It holds no identifier, and nothing it could be compared by: it stands alone.";

  static LinkReason of(
      Cluster cluster, SourceRecord member, Verdicts verdicts, @Nullable MatchRules matching) {
    if (member.alias().equals(cluster.id())) {
      return new LinkReason("founder", standsAlone(member) ? ALONE : FIRST);
    }
    return decided(cluster, member, verdicts)
        .or(() -> shared(cluster, member))
        .or(() -> alike(cluster, member, matching))
        .orElseThrow(() -> new IllegalStateException("a member is linked by something"));
  }

  private static boolean standsAlone(SourceRecord member) {
    return member.tokens().isEmpty() && member.profile().blocks().isEmpty();
  }

  private static Optional<LinkReason> decided(
      Cluster cluster, SourceRecord member, Verdicts verdicts) {
    Set<String> linked = verdicts.linkedWith(member.key());
    return cluster.members().stream()
        .filter(other -> linked.contains(other.key()))
        .findFirst()
        .map(
            other ->
                verdicts.byVendor(member.key(), other.key())
                    ? new LinkReason(
                        "vendor-merge",
                        member.latest().source().connection()
                            + " itself merged it with "
                            + named(other)
                            + ".")
                    : new LinkReason("decision", "A person linked it with " + named(other) + "."));
  }

  private static Optional<LinkReason> shared(Cluster cluster, SourceRecord member) {
    for (Token token : member.tokens()) {
      for (SourceRecord other : cluster.members()) {
        if (!other.key().equals(member.key()) && other.tokens().contains(token)) {
          return Optional.of(
              new LinkReason(token.kind(), "Same " + token.kind() + " as " + named(other) + "."));
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<LinkReason> alike(
      Cluster cluster, SourceRecord member, @Nullable MatchRules matching) {
    if (matching == null) {
      return Optional.empty();
    }
    Matcher matcher = matching.matcher();
    return cluster.members().stream()
        .filter(other -> !other.key().equals(member.key()))
        .max(Comparator.comparingDouble(other -> matcher.weight(member.profile(), other.profile())))
        .map(other -> new LinkReason("likeness", words(member, other, matcher)));
  }

  private static String words(SourceRecord member, SourceRecord other, Matcher matcher) {
    String evidence =
        matcher.evidence(member.profile(), other.profile()).stream()
            .sorted(Comparator.comparingDouble(Evidence::bits).reversed())
            .map(each -> each.comparison() + " " + each.words())
            .collect(Collectors.joining(", "));
    double probability = Matcher.probability(matcher.weight(member.profile(), other.profile()));
    return String.format(
        Locale.ROOT, "Like %s (%.1f %%): %s.", named(other), 100 * probability, evidence);
  }

  private static String named(SourceRecord record) {
    SourceKey source = record.latest().source();
    return "a " + source.object() + " in " + source.connection();
  }
}
