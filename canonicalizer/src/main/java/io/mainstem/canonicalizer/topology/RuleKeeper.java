package io.mainstem.canonicalizer.topology;

import io.mainstem.canonicalizer.fragment.Cause;
import io.mainstem.canonicalizer.fragment.Digest;
import io.mainstem.canonicalizer.map.Renewal;
import io.mainstem.canonicalizer.resolve.IdentityRules;
import io.mainstem.canonicalizer.resolve.ResolveStep;
import io.mainstem.canonicalizer.resolve.Resolver;
import io.mainstem.canonicalizer.resolve.RuleBook;
import io.mainstem.canonicalizer.resolve.SourceRecord;
import io.mainstem.connections.identity.Decision;
import io.mainstem.schemas.Entities;
import io.mainstem.schemas.SourceKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the records of one entity under the rules of the files. Other rules than those accepted
 * last are weighed first; then all records are placed, compared and settled by them, in slices,
 * each kept with what it did, so that a crash resumes. Rules that would absorb too much are not
 * taken up: those accepted last hold on, for what arrives as well.
 */
final class RuleKeeper {
  /** Records done in one go: well below the time a transaction may take. */
  static final int SLICE = 250;

  private static final Logger log = LoggerFactory.getLogger(RuleKeeper.class);

  private final String entity;
  private final RuleBook book;
  private final StoredRecords records;
  private final KeyValueStore<String, Regime> regimes;
  private final WaitingRoom waiting;
  private final RuleWatch watch;
  private Regime regime;
  private IdentityRules rules;
  private Resolver resolver;
  private Renewal renewal;
  private @Nullable Weighing weighing;

  /**
   * @param authority print of the order of authority that the merge stage goes by
   * @param scratch where other rules are weighed
   */
  RuleKeeper(
      String entity,
      RuleBook book,
      Digest authority,
      StoredRecords records,
      StoredRecords scratch,
      KeyValueStore<String, Regime> regimes,
      WaitingRoom waiting,
      RuleWatch watch) {
    this.entity = entity;
    this.book = book;
    this.records = records;
    this.regimes = regimes;
    this.waiting = waiting;
    this.watch = watch;
    IdentityRules wanted = book.of(entity);
    Regime kept = regimes.get(entity);
    Optional<IdentityRules> accepted = accepted(kept, wanted);
    Regime.Phase first =
        records.keys(entity, "", 1).isEmpty() ? Regime.Phase.SETTLED : Regime.Phase.PLACING;
    this.regime =
        kept == null || accepted.isEmpty()
            ? Regime.of(wanted, authority, first)
            : kept.under(authority);
    this.rules = accepted.orElse(wanted);
    this.resolver = new Resolver(records, entity, rules.resolving());
    this.renewal = new Renewal(Entities.named(entity), rules.identifiers());
    if (!rules.print().equals(wanted.print())) {
      weighing = new Weighing(entity, wanted, records, scratch);
    }
    if (!regime.equals(kept)) {
      regimes.put(entity, regime);
    }
    tell();
  }

  /** The rules accepted last, where there are any that can be read. */
  private Optional<IdentityRules> accepted(@Nullable Regime kept, IdentityRules wanted) {
    if (kept == null || kept.print().equals(wanted.print())) {
      return Optional.of(wanted);
    }
    try {
      return Optional.of(book.read(entity, kept.rules()));
    } catch (IllegalArgumentException e) {
      log.atWarn().addKeyValue("entity", entity).log("rules accepted last cannot be read any more");
      return Optional.empty();
    }
  }

  boolean isAtRest() {
    return weighing == null && regime.phase() == Regime.Phase.SETTLED;
  }

  boolean isWeighing() {
    return weighing != null;
  }

  /** What comes of a fragment or decision; nothing yet where it has to wait. */
  List<ResolveStep> take(ResolveInput input) {
    if (regime.isIndexing() || !waiting.isEmpty(entity)) {
      waiting.add(entity, input);
      return List.of();
    }
    return handle(input);
  }

  private List<ResolveStep> handle(ResolveInput input) {
    return switch (input) {
      case FragmentSent sent ->
          resolver.resolve(
              sent.rules().equals(rules.print()) ? sent.fragment() : renewal.of(sent.fragment()),
              sent.cause());
      case DecisionSent sent -> resolver.decide(sent.decision(), cause(sent.decision()));
    };
  }

  /** What a person decided is the cause of what follows from it. */
  private static Cause cause(Decision decision) {
    SourceKey about = SourceKey.ofLinkKey(decision.records().getFirst());
    return new Cause(decision.id(), about, decision.id(), decision.at(), decision.at(), false);
  }

  /**
   * Does one slice of what is left to do.
   *
   * @param braked is told if it is found out now that the files' rules would absorb too much
   */
  List<ResolveStep> advance(Consumer<IdentityRules> braked) {
    List<ResolveStep> steps = new ArrayList<>();
    if (weighing != null) {
      weigh(weighing, braked);
    } else {
      switch (regime.phase()) {
        case PLACING -> walk(this::place, Regime.Phase.COMPARING);
        case COMPARING -> walk(resolver::compare, Regime.Phase.SETTLING);
        case SETTLING -> {
          if (waiting.isEmpty(entity)) {
            walk(key -> steps.addAll(settle(key)), Regime.Phase.SETTLED);
          } else {
            waiting.take(entity, SLICE).forEach(input -> steps.addAll(handle(input)));
          }
        }
        case SETTLED -> {}
      }
    }
    return steps;
  }

  private void weigh(Weighing present, Consumer<IdentityRules> braked) {
    if (!present.advance(SLICE)) {
      return;
    }
    weighing = null;
    IdentityRules wanted = present.wanted();
    if (present.isTooMuch()) {
      watch.braked(entity, wanted.mergeAtMost());
      braked.accept(wanted);
      return;
    }
    rules = wanted;
    resolver = new Resolver(records, entity, rules.resolving());
    renewal = new Renewal(Entities.named(entity), rules.identifiers());
    keep(Regime.of(wanted, regime.authority(), Regime.Phase.PLACING));
  }

  private void walk(Consumer<String> each, Regime.Phase next) {
    List<String> keys = records.keys(entity, regime.cursor(), SLICE);
    keys.forEach(each);
    keep(keys.size() < SLICE ? regime.in(next) : regime.at(keys.getLast()));
  }

  private void place(String key) {
    SourceRecord before = records.known(key);
    resolver.place(before, before.renewed(renewal::of));
  }

  private List<ResolveStep> settle(String key) {
    SourceRecord known = records.known(key);
    String why = "rules-" + entity + "-" + regime.print() + "-" + regime.authority();
    return resolver.settle(
        key,
        new Cause(
            why,
            known.latest().source(),
            why,
            known.latest().occurredAt(),
            known.latest().receivedAt(),
            false));
  }

  private void keep(Regime next) {
    regime = next;
    regimes.put(entity, next);
    tell();
  }

  private void tell() {
    if (isAtRest()) {
      watch.holds(entity);
    } else {
      watch.comesUnder(entity);
    }
  }
}
