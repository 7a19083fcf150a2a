package io.mainstem.canonicalizer.merge;

import io.mainstem.canonicalizer.fragment.Cause;
import io.mainstem.schemas.Entities;
import io.mainstem.schemas.EntityType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * The golden records of one partition, of all entities. Keeps what they refer to, and tells those
 * anew that refer to a master whose canonical id has changed: at rest the ids of all references are
 * a function of the links, in whatever order records and links came.
 */
public final class GoldenRecords {
  /**
   * How many records are told at once that a master has another id; more are told in further steps,
   * so that no transaction grows with the number of a product's order lines.
   */
  public static final int SLICE = 500;

  private final MergeStore store;
  private final FieldAuthority authority;
  private final Map<EntityType, Merger> mergers = new HashMap<>();

  public GoldenRecords(MergeStore store, FieldAuthority authority) {
    this.store = store;
    this.authority = authority;
  }

  public MergeResult apply(MergeStep step, Instant now) {
    EntityType entity = Entities.named(step.entity());
    GoldenState before = store.golden(entity, step.id());
    return keep(entity, step.id(), before, merger(entity).apply(before, step, now));
  }

  /** Gives the master's new id to those that refer to it; where they are many, to the first. */
  public List<MergeResult.Emission> apply(Relinked relinked, Instant now) {
    store.putCanonicalId(relinked.alias(), relinked.id());
    return slice(relinked.alias(), "", relinked.cause(), now);
  }

  /** Goes on where {@link #apply(Relinked, Instant)} left some out. */
  public List<MergeResult.Emission> resume(Instant now) {
    Unfinished next = store.unfinished();
    return next == null ? List.of() : slice(next.alias(), next.after(), next.cause(), now);
  }

  private List<MergeResult.Emission> slice(String alias, String after, Cause cause, Instant now) {
    List<String> referrers = store.referrers(alias, after, SLICE);
    List<MergeResult.Emission> emissions = new ArrayList<>();
    for (String id : referrers) {
      EntityType entity = Entities.ofId(id).orElseThrow();
      GoldenState before = store.golden(entity, id);
      MergeResult.Emission emission =
          keep(entity, id, before, merger(entity).relink(before, cause, now)).emission();
      if (emission != null) {
        emissions.add(emission);
      }
    }
    if (referrers.size() == SLICE) {
      store.putUnfinished(new Unfinished(alias, referrers.getLast(), cause));
    } else {
      store.removeUnfinished(alias);
    }
    return emissions;
  }

  private MergeResult keep(EntityType entity, String id, GoldenState before, MergeResult result) {
    if (!result.state().equals(before)) {
      store.putGolden(entity, id, result.state());
    }
    if (result.emission() != null) {
      Set<String> referred = referred(before.golden());
      Set<String> refers = referred(result.emission().golden());
      refers.stream()
          .filter(alias -> !referred.contains(alias))
          .forEach(alias -> store.refer(alias, id));
      referred.stream()
          .filter(alias -> !refers.contains(alias))
          .forEach(alias -> store.unrefer(alias, id));
    }
    return result;
  }

  /** What is absorbed stays as it was. */
  private static Set<String> referred(@Nullable SpecificRecord golden) {
    return golden == null || Envelope.mergedInto(golden) != null
        ? Set.of()
        : References.toMasters(golden);
  }

  private Merger merger(EntityType entity) {
    return mergers.computeIfAbsent(entity, unseen -> new Merger(unseen, authority, this::id));
  }

  private String id(String alias) {
    return Objects.requireNonNullElse(store.canonicalId(alias), alias);
  }
}
