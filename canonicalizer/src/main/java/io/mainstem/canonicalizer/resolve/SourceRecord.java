package io.mainstem.canonicalizer.resolve;

import io.mainstem.canonicalizer.fragment.Member;
import io.mainstem.canonicalizer.fragment.SourceFragment;
import io.mainstem.canonicalizer.fragment.Stamp;
import io.mainstem.canonicalizer.fragment.Standing;
import io.mainstem.canonicalizer.fragment.Token;
import io.mainstem.connections.identity.Decision;
import io.mainstem.connections.identity.Profile;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What resolution knows of one source record.
 *
 * @param latest its newest fragment that is not "gone"; a "gone" one only where nothing else came
 * @param foundedAt when the first of its events was received: who came first founds a cluster
 * @param canonicalId the cluster it is in; null before the first resolution
 * @param everCanonical whether its own alias has been a canonical id, and may have readers
 * @param merged the newest word of its vendor that it was merged into another; null for none
 */
public record SourceRecord(
    SourceFragment latest,
    Standing standing,
    Instant foundedAt,
    @Nullable String canonicalId,
    boolean everCanonical,
    @Nullable VendorMerge merged) {
  private static final String VENDOR = "vendor-merge|";

  /**
   * The vendor's word that it made one of this record and another.
   *
   * @param into key of the record that is left
   */
  public record VendorMerge(Stamp stamp, String into) {
    static @Nullable VendorMerge of(SourceFragment fragment) {
      String into = fragment.mergedInto();
      return into == null ? null : new VendorMerge(fragment.stamp(), into);
    }

    static @Nullable VendorMerge newer(@Nullable VendorMerge one, @Nullable VendorMerge other) {
      return one == null || (other != null && other.stamp().isNewerThan(one.stamp())) ? other : one;
    }
  }

  /** A record of which its vendor never said that it was merged. */
  public SourceRecord(
      SourceFragment latest,
      Standing standing,
      Instant foundedAt,
      @Nullable String canonicalId,
      boolean everCanonical) {
    this(latest, standing, foundedAt, canonicalId, everCanonical, null);
  }

  public static SourceRecord first(SourceFragment fragment) {
    return new SourceRecord(
        fragment,
        Standing.of(fragment.stamp()),
        fragment.receivedAt(),
        null,
        false,
        VendorMerge.of(fragment));
  }

  /** The record once {@code next} is known too; the order of such steps does not matter. */
  public SourceRecord with(SourceFragment next) {
    return new SourceRecord(
        standing.replacesLive(next.stamp()) ? next : latest,
        standing.with(next.stamp()),
        next.receivedAt().isBefore(foundedAt) ? next.receivedAt() : foundedAt,
        canonicalId,
        everCanonical,
        VendorMerge.newer(merged, VendorMerge.of(next)));
  }

  /** The same with the fragment's tokens and profile made anew. */
  public SourceRecord renewed(UnaryOperator<SourceFragment> renewal) {
    return new SourceRecord(
        renewal.apply(latest), standing, foundedAt, canonicalId, everCanonical, merged);
  }

  SourceRecord in(String cluster) {
    return new SourceRecord(
        latest,
        standing,
        foundedAt,
        cluster,
        everCanonical || cluster.equals(latest.alias()),
        merged);
  }

  /**
   * That its vendor merged it, as a decision that gives way to people's; null where it did not, or
   * the record has lived since.
   */
  public @Nullable Decision vendorMerge() {
    Stamp live = standing.live();
    return merged == null || (live != null && !merged.stamp().isNewerThan(live))
        ? null
        : new Decision(
            VENDOR + key(),
            Decision.Kind.VENDOR_MERGE,
            List.of(key(), merged.into()),
            latest.source().connection(),
            "",
            Instant.EPOCH);
  }

  /** What their vendors merged of these records. */
  public static List<Decision> vendorMerges(Collection<SourceRecord> records) {
    return records.stream().map(SourceRecord::vendorMerge).filter(Objects::nonNull).toList();
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
  Set<String> blocks() {
    return Set.copyOf(latest.profile().blocks());
  }

  /** Whether any snapshot ever said something. */
  public boolean everLive() {
    return standing.live() != null;
  }

  public Member member() {
    return new Member(latest, standing.gone());
  }
}
