package io.mainstem.canonicalizer.resolve;

import io.mainstem.canonicalizer.fragment.Member;
import io.mainstem.canonicalizer.fragment.SourceFragment;
import io.mainstem.canonicalizer.fragment.Standing;
import io.mainstem.canonicalizer.fragment.Token;
import io.mainstem.connections.identity.Profile;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What resolution knows of one source record.
 *
 * @param latest its newest fragment that is not "gone"; a "gone" one only where nothing else came
 * @param foundedAt when the first of its events was received: who came first founds a cluster
 * @param canonicalId the cluster it is in; null before the first resolution
 * @param everCanonical whether its own alias has been a canonical id, and may have readers
 */
public record SourceRecord(
    SourceFragment latest,
    Standing standing,
    Instant foundedAt,
    @Nullable String canonicalId,
    boolean everCanonical) {
  private static final String BLOCK = "block";

  public static SourceRecord first(SourceFragment fragment) {
    return new SourceRecord(
        fragment, Standing.of(fragment.stamp()), fragment.receivedAt(), null, false);
  }

  /** The record once {@code next} is known too; the order of such steps does not matter. */
  public SourceRecord with(SourceFragment next) {
    return new SourceRecord(
        standing.replacesLive(next.stamp()) ? next : latest,
        standing.with(next.stamp()),
        next.receivedAt().isBefore(foundedAt) ? next.receivedAt() : foundedAt,
        canonicalId,
        everCanonical);
  }

  SourceRecord in(String cluster) {
    return new SourceRecord(
        latest, standing, foundedAt, cluster, everCanonical || cluster.equals(latest.alias()));
  }

  public String key() {
    return latest.key();
  }

  public String alias() {
    return latest.alias();
  }

  /** Identifiers outlive the record, so that a canonical id outlives its founder. */
  List<Token> tokens() {
    return latest.tokens();
  }

  Profile profile() {
    return latest.profile();
  }

  /** What it must share with a record to be compared with it. */
  Set<Token> blocks() {
    return latest.profile().blocks().stream()
        .map(key -> Token.of(BLOCK, key))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Whether any snapshot ever said something. */
  public boolean everLive() {
    return standing.live() != null;
  }

  public Member member() {
    return new Member(latest, standing.gone());
  }
}
