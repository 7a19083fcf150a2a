package io.mainstem.canonicalizer.merge;

import io.mainstem.canonicalizer.fragment.BodyCodec;
import io.mainstem.canonicalizer.fragment.Member;
import io.mainstem.canonicalizer.fragment.SourceFragment;
import io.mainstem.connections.Ownership;
import io.mainstem.schemas.AvroTypes;
import io.mainstem.schemas.EntityType;
import io.mainstem.schemas.canonical.Provenance;
import io.mainstem.schemas.canonical.SourceRef;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * The golden record of some source records: for every field, or group of fields, the value of the
 * first connection in the order of authority that supplies one; of lists that say so, every element
 * of all. A pure function of the set of members; version, time of merging and ids of references are
 * added by {@link Merger}.
 */
public final class Survivorship {
  /**
   * Fields of which every tool keeps its own by nature: that they differ contradicts nobody.
   * Otherwise each new payment at a till would be a conflict with the CRM.
   */
  private static final Set<String> EACH_ITS_OWN =
      Set.of("sourceStatus", "firstSeenAt", "lastActivityAt", "lifetimeValue");

  private final EntityType entity;
  private final FieldAuthority authority;
  private final BodyCodec codec;
  private final List<Unit> units;

  public Survivorship(EntityType entity, FieldAuthority authority) {
    this.entity = entity;
    this.authority = authority;
    this.codec = new BodyCodec(entity);
    this.units = units(entity, authority);
  }

  /** Fields that are taken from one record together; mostly one field alone. */
  private record Unit(Ownership ownership, List<Schema.Field> fields) {
    /** Whether a list becomes one of all its sources' elements. */
    boolean byElement() {
      Schema.Field field = fields.getFirst();
      return ownership.group() == null
          && AvroTypes.notNull(field.schema()).getType() == Schema.Type.ARRAY
          && switch (ownership.lists()) {
            case BY_SCHEMA -> Elements.mergedBySchema(field);
            case MERGED -> true;
            case WHOLE -> false;
          };
    }
  }

  private static List<Unit> units(EntityType entity, FieldAuthority authority) {
    Map<String, Unit> units = new LinkedHashMap<>();
    for (Schema.Field field : Envelope.businessFields(entity.schema())) {
      Ownership ownership = authority.of(entity.name(), field.name());
      String group = ownership.group();
      units
          .computeIfAbsent(
              group == null ? "field " + field.name() : "group " + group,
              _ -> new Unit(ownership, new ArrayList<>()))
          .fields()
          .add(field);
    }
    return List.copyOf(units.values());
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
    units.forEach(unit -> take(unit, voices, golden, provenance));
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

  private static void take(
      Unit unit, List<Voice> voices, SpecificRecord golden, Map<String, Provenance> provenance) {
    List<Voice> offering =
        voices.stream().filter(voice -> unit.fields().stream().anyMatch(voice::supplies)).toList();
    if (offering.isEmpty()) {
      return;
    }
    Ranking ranking = Ranking.of(unit.ownership(), offering);
    if (unit.byElement() && offering.size() > 1) {
      Schema.Field field = unit.fields().getFirst();
      Elements.Merged merged = Elements.merge(ranking.ranked(), field);
      golden.put(field.pos(), merged.list());
      provenance.put(field.name(), ranking.provenanceOf(merged));
      return;
    }
    for (Schema.Field field : unit.fields()) {
      boolean said = offering.stream().anyMatch(voice -> voice.supplies(field));
      if (said) {
        Object won = ranking.winner().says().get(field.pos());
        if (Envelope.isSupplied(won)) {
          golden.put(field.pos(), once(field, won));
        }
        provenance.put(
            field.name(),
            ranking.provenanceOf(
                voice -> voice.says().get(field.pos()), !EACH_ITS_OWN.contains(field.name())));
      }
    }
  }

  /**
   * A list whose elements have a natural key holds each once, also where only one source speaks.
   */
  private static @Nullable Object once(Schema.Field field, @Nullable Object value) {
    return value instanceof List<?> list && Elements.mergedBySchema(field)
        ? Elements.distinct(list)
        : value;
  }

  private Map<String, String> extensions(List<Voice> voices, Map<String, Provenance> provenance) {
    TreeSet<String> names = new TreeSet<>();
    voices.forEach(voice -> names.addAll(extensions(voice).keySet()));
    Map<String, String> chosen = new TreeMap<>();
    for (String name : names) {
      Ranking ranking =
          Ranking.of(
              authority.of(entity.name(), Envelope.EXTENSIONS),
              voices.stream().filter(voice -> extensions(voice).get(name) != null).toList());
      chosen.put(name, Objects.requireNonNull(extensions(ranking.winner()).get(name)));
      provenance.put(
          Envelope.EXTENSIONS + "." + name,
          ranking.provenanceOf(voice -> extensions(voice).get(name), true));
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
