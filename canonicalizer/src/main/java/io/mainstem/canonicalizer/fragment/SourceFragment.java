package io.mainstem.canonicalizer.fragment;

import io.mainstem.connections.identity.Profile;
import io.mainstem.connections.json.Bytes;
import io.mainstem.schemas.SourceKey;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one source record says about one entity, at one version.
 *
 * @param entity name as in the topic catalogue
 * @param alias id of this source record as that entity
 * @param stamp place among the snapshots of the record
 * @param occurredAt when it became so, by its source
 * @param receivedAt when we got it
 * @param tokens strong identifiers it holds, strongest first
 * @param profile what it is compared by with records that share no identifier
 * @param body the partial record; empty where the record is gone
 * @param mergedInto where it is gone because its vendor merged it: key of what is left of it
 */
public record SourceFragment(
    String entity,
    SourceKey source,
    String alias,
    Stamp stamp,
    @Nullable Instant occurredAt,
    Instant receivedAt,
    List<Token> tokens,
    Profile profile,
    Bytes body,
    @Nullable String mergedInto) {

  public SourceFragment {
    tokens = List.copyOf(tokens);
  }

  /** Of a record that its vendor did not merge. */
  public SourceFragment(
      String entity,
      SourceKey source,
      String alias,
      Stamp stamp,
      @Nullable Instant occurredAt,
      Instant receivedAt,
      List<Token> tokens,
      Profile profile,
      Bytes body) {
    this(entity, source, alias, stamp, occurredAt, receivedAt, tokens, profile, body, null);
  }

  /** The same, matched by something else. */
  public SourceFragment matchedBy(List<Token> otherTokens, Profile otherProfile) {
    return new SourceFragment(
        entity,
        source,
        alias,
        stamp,
        occurredAt,
        receivedAt,
        otherTokens,
        otherProfile,
        body,
        mergedInto);
  }

  /** Unique among all fragments' records: one source record may speak for several entities. */
  public String key() {
    return source.linkKey(entity);
  }
}
