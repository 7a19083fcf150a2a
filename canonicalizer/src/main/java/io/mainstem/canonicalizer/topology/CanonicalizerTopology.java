package io.mainstem.canonicalizer.topology;

import static io.mainstem.canonicalizer.topology.StoreNames.MAP_LATEST;
import static io.mainstem.canonicalizer.topology.StoreNames.MERGE_FACTS;
import static io.mainstem.canonicalizer.topology.StoreNames.MERGE_GOLDEN;
import static io.mainstem.canonicalizer.topology.StoreNames.MERGE_IDS;
import static io.mainstem.canonicalizer.topology.StoreNames.MERGE_MASTERS;
import static io.mainstem.canonicalizer.topology.StoreNames.MERGE_REFERRERS;
import static io.mainstem.canonicalizer.topology.StoreNames.MERGE_UNFINISHED;
import static io.mainstem.canonicalizer.topology.StoreNames.RESOLVE_DECIDED;
import static io.mainstem.canonicalizer.topology.StoreNames.RESOLVE_FRAGMENTS;

import io.mainstem.canonicalizer.fragment.Digest;
import io.mainstem.canonicalizer.merge.MergeInput;
import io.mainstem.runtime.avro.AvroSerdes;
import io.mainstem.schemas.Entities;
import io.mainstem.schemas.EntityType;
import io.mainstem.schemas.TopicCatalogue;
import io.mainstem.schemas.event.AuditEntry;
import io.mainstem.schemas.event.Change;
import io.mainstem.schemas.event.DeadLetter;
import io.mainstem.schemas.event.Link;
import io.mainstem.schemas.event.Outcome;
import io.mainstem.schemas.event.SourceEvent;
import io.mainstem.schemas.event.Suggestion;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The three stages as one topology.
 *
 * <pre>
 * source.* ─▶ map ─┬─ facts, by their id ──────────────────────▶ merge ─▶ canonical, changes, ledger
 *                  ├─ masters, by entity ─▶ resolve ─┬─ by id ──▶
 *                  │  identity.decisions ──▶         └─▶ identity.links, identity.suggestions
 *                  └─▶ ledger, quarantine
 * </pre>
 *
 * <p>Processors never drop a record: what is no event is quarantined, and none has a null key.
 */
public final class CanonicalizerTopology {
  /** Names the group, the internal topics and the state of the running service: never to change. */
  public static final String APPLICATION_ID = "mainstem-canonicalizer";

  private static final Serde<String> KEY = Serdes.String();

  private final Rules rules;
  private final AvroSerdes serdes;
  private final Tools tools;
  private final RuleWatch watch;
  private final int partitions;

  public CanonicalizerTopology(
      Rules rules, AvroSerdes serdes, InstantSource clock, OutcomeMeter meter, int partitions) {
    this(rules, serdes, clock, meter, RuleWatch.NOBODY, partitions);
  }

  public CanonicalizerTopology(
      Rules rules,
      AvroSerdes serdes,
      InstantSource clock,
      OutcomeMeter meter,
      RuleWatch watch,
      int partitions) {
    this.rules = rules;
    this.watch = watch;
    this.serdes = serdes;
    this.tools = new Tools(clock, meter, Patience.DEFAULT);
    this.partitions = partitions;
  }

  /** Builds it; {@code properties} are those the client will run with. */
  public Topology build(Properties properties) {
    StreamsBuilder builder = new StreamsBuilder(new TopologyConfig(new StreamsConfig(properties)));
    KStream<String, MapEmission> mapped = addMap(builder);
    KStream<String, MergeInput> facts = facts(mapped);
    KStream<String, MergeInput> masters = addResolve(builder, fragments(mapped));
    addMerge(builder, facts.merge(masters, Named.as("merge-steps")));
    return builder.build(properties);
  }

  private KStream<String, MapEmission> addMap(StreamsBuilder builder) {
    builder.addStateStore(store(MAP_LATEST, Codecs.MAP_STATE.serde()));
    List<String> topics =
        rules.connections().stream().sorted().map(TopicCatalogue::source).toList();
    KStream<String, MapEmission> mapped =
        builder.stream(
                topics,
                Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()).withName("map-source"))
            .process(
                () ->
                    new MapProcessor(
                        new SourceReader(serdes.deserializer(SourceEvent.class)),
                        rules.deciders(),
                        prints(),
                        tools),
                Named.as("map-decide"),
                MAP_LATEST);
    only(mapped, MapEmission.ToLedger.class, MapEmission.ToLedger::outcome, "map-outcome")
        .to(
            TopicCatalogue.LEDGER,
            Produced.with(KEY, serdes.of(Outcome.class)).withName("map-ledger"));
    only(
            mapped,
            MapEmission.ToQuarantine.class,
            MapEmission.ToQuarantine::letter,
            "map-dead-letter")
        .to(
            TopicCatalogue.QUARANTINE,
            Produced.with(KEY, serdes.of(DeadLetter.class)).withName("map-quarantine"));
    return mapped;
  }

  /** Of the rules by which mapping makes tokens and profiles, by entity. */
  private Function<String, Digest> prints() {
    Map<String, Digest> prints = new HashMap<>();
    Entities.all().stream()
        .filter(EntityType::isMaster)
        .forEach(each -> prints.put(each.name(), rules.identity().of(each.name()).print()));
    return entity -> Objects.requireNonNull(prints.get(entity), entity);
  }

  private KStream<String, FragmentSent> fragments(KStream<String, MapEmission> mapped) {
    return only(mapped, MapEmission.ToResolve.class, MapEmission.ToResolve::fragment, "map-master")
        .repartition(
            Repartitioned.with(KEY, Codecs.FRAGMENT_SENT.serde())
                .withName(RESOLVE_FRAGMENTS)
                .withNumberOfPartitions(partitions));
  }

  private KStream<String, MergeInput> facts(KStream<String, MapEmission> mapped) {
    return only(mapped, MapEmission.ToMerge.class, MapEmission.ToMerge::step, "map-fact")
        .repartition(
            Repartitioned.with(KEY, Codecs.MERGE_INPUT.serde())
                .withName(MERGE_FACTS)
                .withNumberOfPartitions(partitions));
  }

  private KStream<String, MergeInput> addResolve(
      StreamsBuilder builder, KStream<String, FragmentSent> fragments) {
    ResolveStores.builders().forEach(builder::addStateStore);
    ResolveStores.ruleBuilders().forEach(builder::addStateStore);
    KStream<String, ResolveInput> input =
        fragments
            .<ResolveInput>mapValues(sent -> sent, Named.as("resolve-fragment"))
            .merge(decisions(builder), Named.as("resolve-input"));
    KStream<String, ResolveEmission> resolved =
        input.process(
            () -> new ResolveProcessor(rules, watch, tools),
            Named.as("resolve-clusters"),
            ResolveStores.names());
    only(
            resolved,
            ResolveEmission.ToSuggestions.class,
            ResolveEmission.ToSuggestions::suggestion,
            "resolve-suggestion")
        .to(
            TopicCatalogue.SUGGESTIONS,
            Produced.with(KEY, serdes.of(Suggestion.class)).withName("resolve-suggestions"));
    only(resolved, ResolveEmission.ToAudit.class, ResolveEmission.ToAudit::entry, "resolve-audit")
        .to(
            TopicCatalogue.AUDIT,
            Produced.with(KEY, serdes.of(AuditEntry.class)).withName("resolve-audits"));
    only(resolved, ResolveEmission.ToLinks.class, ResolveEmission.ToLinks::link, "resolve-link")
        .to(
            TopicCatalogue.LINKS,
            Produced.with(KEY, serdes.of(Link.class)).withName("resolve-links"));
    return only(
            resolved, ResolveEmission.ToMerge.class, ResolveEmission.ToMerge::step, "resolve-step")
        .repartition(
            Repartitioned.with(KEY, Codecs.MERGE_INPUT.serde())
                .withName(MERGE_MASTERS)
                .withStreamPartitioner(new ToThoseConcerned())
                .withNumberOfPartitions(partitions));
  }

  private KStream<String, ResolveInput> decisions(StreamsBuilder builder) {
    return builder.stream(
            TopicCatalogue.DECISIONS,
            Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()).withName("decisions-source"))
        .process(
            () ->
                new DecisionReader(
                    serdes.deserializer(io.mainstem.schemas.event.Decision.class),
                    tools.patience()),
            Named.as("decisions-read"))
        .repartition(
            Repartitioned.with(KEY, Codecs.DECISION_SENT.serde())
                .withName(RESOLVE_DECIDED)
                .withNumberOfPartitions(partitions))
        .mapValues(sent -> sent, Named.as("resolve-decision"));
  }

  private void addMerge(StreamsBuilder builder, KStream<String, MergeInput> steps) {
    builder.addStateStore(store(MERGE_GOLDEN, Serdes.ByteArray()));
    builder.addStateStore(store(MERGE_IDS, Serdes.String()));
    builder.addStateStore(store(MERGE_REFERRERS, Serdes.ByteArray()));
    builder.addStateStore(store(MERGE_UNFINISHED, Codecs.UNFINISHED.serde()));
    KStream<String, MergeEmission> merged =
        steps.process(
            () -> new MergeProcessor(rules.authority(), tools),
            Named.as("merge-golden-records"),
            MERGE_GOLDEN,
            MERGE_IDS,
            MERGE_REFERRERS,
            MERGE_UNFINISHED);
    only(
            merged,
            MergeEmission.ToCanonical.class,
            MergeEmission.ToCanonical::golden,
            "merge-canonical")
        .to(
            new Route<>("canonical.<entity>.v1", EntityType::canonicalTopic),
            Produced.with(KEY, serdes.of(SpecificRecord.class)).withName("merge-to-canonical"));
    only(merged, MergeEmission.ToChanges.class, MergeEmission.ToChanges::change, "merge-change")
        .to(
            new Route<>("changes.<entity>.v1", EntityType::changesTopic),
            Produced.with(KEY, serdes.of(Change.class)).withName("merge-to-changes"));
    only(merged, MergeEmission.ToLedger.class, MergeEmission.ToLedger::outcome, "merge-outcome")
        .to(
            TopicCatalogue.LEDGER,
            Produced.with(KEY, serdes.of(Outcome.class)).withName("merge-ledger"));
  }

  private static <T> StoreBuilder<?> store(String name, Serde<T> values) {
    return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), KEY, values);
  }

  private static <T, S extends T, V> KStream<String, V> only(
      KStream<String, T> stream, Class<S> type, Function<S, V> content, String name) {
    return stream
        .filter((key, value) -> type.isInstance(value), Named.as(name + "-only"))
        .mapValues(value -> content.apply(type.cast(value)), Named.as(name));
  }
}
