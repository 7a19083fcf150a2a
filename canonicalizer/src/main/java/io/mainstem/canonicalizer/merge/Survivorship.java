package io.mainstem.canonicalizer.merge;

import io.mainstem.canonicalizer.fragment.BodyCodec;
import io.mainstem.canonicalizer.fragment.Member;
import io.mainstem.canonicalizer.fragment.SourceFragment;
import io.mainstem.schemas.EntityType;
import io.mainstem.schemas.canonical.LosingValue;
import io.mainstem.schemas.canonical.Provenance;
import io.mainstem.schemas.canonical.SourceRef;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * The golden record of some source records: for every field the value of the first connection in
 * the order of authority that supplies one. A pure function of the set of members; version, time of
 * merging and ids of references are added by {@link Merger}.
 */
public final class Survivorship {
  private static final JsonText JSON = JsonText.whole();

  private final EntityType entity;
  private final FieldAuthority authority;
  private final BodyCodec codec;
  private final List<Schema.Field> businessFields;

  public Survivorship(EntityType entity, FieldAuthority authority) {
    this.entity = entity;
    this.authority = authority;
    this.codec = new BodyCodec(entity);
    this.businessFields = Envelope.businessFields(entity.schema());
  }

  /**
   * Merges what the members say. Records their source has deleted are heard only where all are
   * deleted: the golden record then keeps its last values, and says that it is deleted.
   */
  public SpecificRecord merge(String id, List<Member> members) {
    boolean deleted = members.stream().allMatch(Member::gone);
    List<Voice> voices = voices(members, deleted);
    SpecificRecord golden = Envelope.blank(entity);
    Map<String, Provenance> provenance = new TreeMap<>();
    for (Schema.Field field : businessFields) {
      Choice choice = choose(field.name(), voices, voice -> voice.says().get(field.pos()));
      if (choice != null) {
        golden.put(field.pos(), choice.value());
        provenance.put(field.name(), choice.provenance());
      }
    }
    Envelope.set(golden, Envelope.EXTENSIONS, extensions(voices, provenance));
    Envelope.set(golden, Envelope.PROVENANCE, provenance);
    Envelope.set(golden, Envelope.ID, id);
    Envelope.set(golden, Envelope.VERSION, 0L);
    Envelope.set(golden, Envelope.UPDATED_AT, Instant.EPOCH);
    Envelope.set(golden, Envelope.OCCURRED_AT, newest(voices));
    Envelope.set(golden, Envelope.SOURCES, voices.stream().map(Survivorship::source).toList());
    Envelope.set(golden, Envelope.MISSING, missing(golden, voices));
    Envelope.set(golden, Envelope.DELETED, deleted);
    return golden;
  }

  private List<Voice> voices(List<Member> members, boolean deleted) {
    List<SourceFragment> heard =
        members.stream()
            .filter(member -> deleted || !member.gone())
            .map(Member::fragment)
            .sorted(Comparator.comparing(SourceFragment::key))
            .toList();
    List<Voice> voices = new ArrayList<>();
    for (SourceFragment fragment : heard) {
      voices.add(new Voice(voices.size(), fragment, codec.decode(fragment.body())));
    }
    return voices;
  }

  /** Whose value of a field it is, and who else offered another. */
  private record Choice(Object value, Provenance provenance) {}

  private @Nullable Choice choose(
      String field, List<Voice> voices, Function<Voice, @Nullable Object> value) {
    List<Voice> offering =
        voices.stream().filter(voice -> Envelope.isSupplied(value.apply(voice))).toList();
    if (offering.isEmpty()) {
      return null;
    }
    if (offering.size() == 1) {
      Voice only = offering.getFirst();
      return new Choice(
          Objects.requireNonNull(value.apply(only)),
          new Provenance(only.index(), "only source", List.of()));
    }
    List<Voice> ranked = ranked(field, offering);
    Voice winner = ranked.getFirst();
    Object won = Objects.requireNonNull(value.apply(winner));
    List<LosingValue> losers =
        ranked.stream()
            .filter(voice -> !Content.same(won, value.apply(voice)))
            .map(voice -> new LosingValue(voice.index(), JSON.text(value.apply(voice))))
            .toList();
    return new Choice(won, new Provenance(winner.index(), rule(ranked), losers));
  }

  private List<Voice> ranked(String field, List<Voice> offering) {
    List<String> order = authority.order(entity.name(), field);
    Comparator<Voice> byAuthority =
        Comparator.comparingInt(voice -> rank(order, voice.connection()));
    return offering.stream()
        .sorted(byAuthority.thenComparing(Voice::connection).thenComparing(Voice.NEWEST_FIRST))
        .toList();
  }

  private static int rank(List<String> order, String connection) {
    int place = order.indexOf(connection);
    return place < 0 ? order.size() : place;
  }

  private static String rule(List<Voice> ranked) {
    String winner = ranked.getFirst().connection();
    return ranked.stream()
        .map(Voice::connection)
        .filter(connection -> !connection.equals(winner))
        .findFirst()
        .map(next -> "authority: " + winner + " before " + next)
        .orElse("newest in " + winner);
  }

  private Map<String, String> extensions(List<Voice> voices, Map<String, Provenance> provenance) {
    TreeSet<String> names = new TreeSet<>();
    voices.forEach(voice -> names.addAll(extensions(voice).keySet()));
    Map<String, String> chosen = new TreeMap<>();
    for (String name : names) {
      Choice choice = choose(Envelope.EXTENSIONS, voices, voice -> extensions(voice).get(name));
      if (choice != null) {
        chosen.put(name, choice.value().toString());
        provenance.put(Envelope.EXTENSIONS + "." + name, choice.provenance());
      }
    }
    return chosen;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, String> extensions(Voice voice) {
    return (Map<String, String>)
        Objects.requireNonNull(Envelope.get(voice.says(), Envelope.EXTENSIONS));
  }

  private static List<String> missing(IndexedRecord golden, List<Voice> voices) {
    TreeSet<String> wanted = new TreeSet<>();
    for (Voice voice : voices) {
      if (Envelope.get(voice.says(), Envelope.MISSING) instanceof List<?> names) {
        names.forEach(name -> wanted.add(name.toString()));
      }
    }
    return wanted.stream()
        .filter(
            name ->
                golden.getSchema().getField(name) == null
                    || !Envelope.isSupplied(Envelope.get(golden, name)))
        .toList();
  }

  private static SourceRef source(Voice voice) {
    SourceFragment fragment = voice.fragment();
    return new SourceRef(
        fragment.source().connection(),
        fragment.source().object(),
        fragment.source().sourceId(),
        fragment.stamp().version(),
        fragment.receivedAt());
  }

  private static @Nullable Instant newest(List<Voice> voices) {
    return voices.stream()
        .map(voice -> voice.fragment().occurredAt())
        .filter(Objects::nonNull)
        .max(Comparator.naturalOrder())
        .orElse(null);
  }
}
