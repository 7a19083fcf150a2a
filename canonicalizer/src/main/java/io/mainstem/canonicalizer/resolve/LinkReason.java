package io.mainstem.canonicalizer.resolve;

import io.mainstem.canonicalizer.fragment.SourceFragment;
import io.mainstem.canonicalizer.fragment.Token;
import io.mainstem.schemas.SourceKey;
import java.util.Optional;

/**
 * Why a record is in its cluster.
 *
 * @param rule {@code founder}, or the strongest kind of identifier it shares with another member
 * @param words the same as a sentence, without any value
 */
record LinkReason(String rule, String words) {

  static LinkReason of(Cluster cluster, SourceRecord member) {
    if (member.alias().equals(cluster.id())) {
      return new LinkReason("founder", "First of its kind we received.");
    }
    Optional<Token> shared =
        member.tokens().stream()
            .filter(token -> holder(cluster, member, token).isPresent())
            .findFirst();
    return shared
        .map(token -> new LinkReason(token.kind(), words(cluster, member, token)))
        .orElseThrow(() -> new IllegalStateException("a member shares an identifier"));
  }

  private static String words(Cluster cluster, SourceRecord member, Token token) {
    SourceKey other =
        holder(cluster, member, token)
            .map(SourceRecord::latest)
            .map(SourceFragment::source)
            .orElseThrow();
    return "Same " + token.kind() + " as a " + other.object() + " in " + other.connection() + ".";
  }

  private static Optional<SourceRecord> holder(Cluster cluster, SourceRecord member, Token token) {
    return cluster.members().stream()
        .filter(other -> !other.key().equals(member.key()))
        .filter(other -> other.tokens().contains(token))
        .findFirst();
  }
}
