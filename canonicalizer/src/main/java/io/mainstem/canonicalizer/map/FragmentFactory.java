package io.mainstem.canonicalizer.map;

import io.mainstem.canonicalizer.fragment.BodyCodec;
import io.mainstem.canonicalizer.fragment.Digest;
import io.mainstem.canonicalizer.fragment.SourceFragment;
import io.mainstem.canonicalizer.fragment.Stamp;
import io.mainstem.canonicalizer.merge.Envelope;
import io.mainstem.connections.identity.Profile;
import io.mainstem.connections.json.Bytes;
import io.mainstem.connections.map.Fragment;
import io.mainstem.connections.map.FragmentKey;
import io.mainstem.schemas.AliasId;
import io.mainstem.schemas.Entities;
import io.mainstem.schemas.EntityType;
import io.mainstem.schemas.SourceKey;
import io.mainstem.schemas.event.Operation;
import io.mainstem.schemas.event.SourceEvent;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Makes fragments comparable: encoded, stamped, with the tokens they are matched by. */
final class FragmentFactory {
  private final Identifiers identifiers;
  private final Map<String, BodyCodec> codecs = new HashMap<>();

  FragmentFactory(Identifiers identifiers) {
    this.identifiers = identifiers;
    Entities.all().forEach(entity -> codecs.put(entity.name(), new BodyCodec(entity)));
  }

  SourceFragment live(SourceEvent event, Fragment mapped) {
    EntityType entity = mapped.entity();
    SpecificRecord partial = mapped.record();
    Identifiers.Found found =
        entity.isMaster() ? identifiers.of(entity.name(), partial) : Identifiers.Found.NOTHING;
    Instant occurredAt = occurredAt(event, partial);
    Bytes body = codec(entity).encode(comparable(entity, partial));
    // Of the body alone: what it is matched by follows from it, by the rules of the day.
    Digest digest = Digest.of(body.toArray());
    Stamp stamp =
        new Stamp(version(event, mapped.source(), occurredAt), again(event), false, digest);
    return fragment(event, mapped.entity(), mapped.source(), stamp, occurredAt, found, body);
  }

  SourceFragment gone(SourceEvent event, FragmentKey key) {
    String into = mergedInto(event, key);
    Digest digest = into == null ? Digest.ZERO : Digest.of(into);
    return new SourceFragment(
        key.entity().name(),
        key.source(),
        AliasId.of(key.entity(), key.source()),
        new Stamp(event.getVersion(), again(event), true, digest),
        event.getOccurredAt(),
        event.getReceivedAt(),
        List.of(),
        Profile.EMPTY,
        Bytes.EMPTY,
        into);
  }

  /** What else the record spoke of (a till in a payment) was not merged with it. */
  private static @Nullable String mergedInto(SourceEvent event, FragmentKey key) {
    String into = event.getMergedInto();
    return into == null || !key.source().equals(key(event))
        ? null
        : new SourceKey(event.getConnection(), event.getObject(), into)
            .linkKey(key.entity().name());
  }

  static SourceKey key(SourceEvent event) {
    return new SourceKey(event.getConnection(), event.getObject(), event.getSourceId());
  }

  /** Which computing of its snapshot this is, for {@link Stamp#again}. */
  static long again(SourceEvent event) {
    if (event.getOperation() == Operation.DELETE) {
      return Stamp.DELETE;
    }
    Instant sentAgainAt = event.getSentAgainAt();
    return sentAgainAt == null ? Stamp.ORIGINAL : micros(sentAgainAt);
  }

  private static long micros(Instant at) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, at);
  }

  /**
   * Versions count within one source record. What is said about another (the till in a payment) is
   * ordered by time: two payments' versions cannot be compared.
   */
  private static long version(SourceEvent event, SourceKey about, @Nullable Instant occurredAt) {
    if (about.equals(key(event))) {
      return event.getVersion();
    }
    return micros(occurredAt == null ? event.getReceivedAt() : occurredAt);
  }

  private static @Nullable Instant occurredAt(SourceEvent event, SpecificRecord partial) {
    return Envelope.get(partial, Envelope.OCCURRED_AT) instanceof Instant mapped
        ? mapped
        : event.getOccurredAt();
  }

  /** The same without its time, and with maps in order: equal content gives equal bytes. */
  private static SpecificRecord comparable(EntityType entity, SpecificRecord partial) {
    SpecificRecord copy = Envelope.copy(entity, partial);
    Envelope.set(copy, Envelope.OCCURRED_AT, null);
    Envelope.set(copy, Envelope.UPDATED_AT, Instant.EPOCH);
    if (Envelope.get(copy, Envelope.EXTENSIONS) instanceof Map<?, ?> extensions) {
      Envelope.set(copy, Envelope.EXTENSIONS, new TreeMap<>(extensions));
    }
    return copy;
  }

  private static SourceFragment fragment(
      SourceEvent event,
      EntityType entity,
      SourceKey source,
      Stamp stamp,
      @Nullable Instant occurredAt,
      Identifiers.Found found,
      Bytes body) {
    return new SourceFragment(
        entity.name(),
        source,
        AliasId.of(entity, source),
        stamp,
        occurredAt,
        event.getReceivedAt(),
        found.tokens(),
        found.profile(),
        body);
  }

  private BodyCodec codec(EntityType entity) {
    BodyCodec codec = codecs.get(entity.name());
    if (codec == null) {
      throw new IllegalArgumentException("entity: " + entity.name() + " (expected: a known one)");
    }
    return codec;
  }
}
