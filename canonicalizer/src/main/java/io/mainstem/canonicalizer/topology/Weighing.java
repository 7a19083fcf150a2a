package io.mainstem.canonicalizer.topology;

import io.mainstem.canonicalizer.map.Renewal;
import io.mainstem.canonicalizer.resolve.IdentityRules;
import io.mainstem.canonicalizer.resolve.Resolver;
import io.mainstem.canonicalizer.resolve.SourceRecord;
import io.mainstem.schemas.Entities;
import java.util.List;

/**
 * Counts the canonical records that other rules would absorb: all records go through the phases of
 * {@link Regime} in stores of their own, and nothing is told. It begins anew after a restart; what
 * arrives meanwhile may be counted as it was.
 */
final class Weighing {
  private final String entity;
  private final IdentityRules wanted;
  private final StoredRecords present;
  private final StoredRecords scratch;
  private final Resolver resolver;
  private final Renewal renewal;
  private Regime.Phase phase = Regime.Phase.PLACING;
  private String cursor = "";
  private int absorbed;

  Weighing(String entity, IdentityRules wanted, StoredRecords present, StoredRecords scratch) {
    this.entity = entity;
    this.wanted = wanted;
    this.present = present;
    this.scratch = scratch;
    this.resolver = new Resolver(scratch, entity, wanted.resolving());
    this.renewal = new Renewal(Entities.named(entity), wanted.identifiers());
  }

  IdentityRules wanted() {
    return wanted;
  }

  boolean isTooMuch() {
    return absorbed > wanted.mergeAtMost();
  }

  /** Weighs some more; whether it is done. */
  boolean advance(int records) {
    if (phase == Regime.Phase.PLACING && cursor.isEmpty()) {
      scratch.clear(); // of what a crash has left
    }
    List<String> keys = present.keys(entity, cursor, records);
    keys.forEach(this::weigh);
    if (isTooMuch() || (keys.size() < records && phase == Regime.Phase.SETTLING)) {
      scratch.clear();
      return true;
    }
    if (keys.size() < records) {
      phase = phase == Regime.Phase.PLACING ? Regime.Phase.COMPARING : Regime.Phase.SETTLING;
      cursor = "";
    } else {
      cursor = keys.getLast();
    }
    return false;
  }

  private void weigh(String key) {
    SourceRecord known = present.known(key);
    switch (phase) {
      case PLACING -> resolver.place(scratch.record(key), known.renewed(renewal::of));
      case COMPARING -> {
        if (scratch.record(key) != null) {
          resolver.compare(key);
        }
      }
      case SETTLING, SETTLED -> {
        boolean isCanonical = known.alias().equals(known.canonicalId());
        String next = resolver.canonicalId(key);
        absorbed += isCanonical && next != null && !next.equals(known.alias()) ? 1 : 0;
      }
    }
  }
}
