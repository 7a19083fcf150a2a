package io.mainstem.schemas;

import static io.mainstem.schemas.Topic.Cleanup.COMPACT;
import static io.mainstem.schemas.Topic.Cleanup.COMPACT_AND_DELETE;
import static io.mainstem.schemas.Topic.Cleanup.DELETE;
import static io.mainstem.schemas.Topic.RegistryRule.BACKWARD;
import static io.mainstem.schemas.Topic.RegistryRule.FULL_TRANSITIVE;

import io.mainstem.schemas.event.Action;
import io.mainstem.schemas.event.ActionDecision;
import io.mainstem.schemas.event.AuditEntry;
import io.mainstem.schemas.event.Change;
import io.mainstem.schemas.event.ConnectionState;
import io.mainstem.schemas.event.DeadLetter;
import io.mainstem.schemas.event.Decision;
import io.mainstem.schemas.event.Doorbell;
import io.mainstem.schemas.event.Insight;
import io.mainstem.schemas.event.Link;
import io.mainstem.schemas.event.MetricValue;
import io.mainstem.schemas.event.Outcome;
import io.mainstem.schemas.event.SourceEvent;
import io.mainstem.schemas.event.Suggestion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/** Every topic there is. Creation, registry rules, access, docs and tests all read it. */
public final class TopicCatalogue {
  public static final String DOORBELLS = "doorbells";
  public static final String LINKS = "identity.links.v1";
  public static final String DECISIONS = "identity.decisions.v1";
  public static final String SUGGESTIONS = "identity.suggestions.v1";
  public static final String LEDGER = "ledger.v1";
  public static final String QUARANTINE = "quarantine.v1";
  public static final String METRICS = "metrics.v1";
  public static final String INSIGHTS = "insights.v1";
  public static final String ACTIONS = "actions.v1";
  public static final String ACTION_DECISIONS = "action-decisions.v1";
  public static final String AUDIT = "audit.v1";
  public static final String CONNECTION_STATE = "connection.state.v1";

  public static final int PARTITIONS = 3;

  private static final String SOURCE_PREFIX = "source.";
  private static final String INGEST = "ingest-service";
  private static final String CANONICALIZER = "canonicalizer";
  private static final String ANOMALY = "anomaly-streams";
  private static final String SINK = "sink-service";
  private static final String COMMAND_CENTRE = "command-centre";

  private static final Duration WEEK = Duration.ofDays(7);
  private static final Duration QUARTER = Duration.ofDays(90);
  private static final Duration TWO_YEARS = Duration.ofDays(730);

  private static final List<Topic> FIXED = fixedTopics();

  static {
    TrustedClasses.install();
  }

  private TopicCatalogue() {}

  /** Topics that exist whatever is connected. */
  public static List<Topic> fixed() {
    return FIXED;
  }

  /** All topics of an installation with these connections. */
  public static List<Topic> with(Collection<String> connections) {
    List<Topic> topics = new ArrayList<>();
    connections.stream().sorted().map(TopicCatalogue::sourceTopic).forEach(topics::add);
    topics.addAll(FIXED);
    return List.copyOf(topics);
  }

  /** The template {@code source.<connection>}, filled in. */
  public static Topic sourceTopic(String connection) {
    return new Topic(
        source(connection),
        "object|source id",
        SourceEvent.class,
        PARTITIONS,
        DELETE,
        QUARTER,
        true,
        INGEST,
        BACKWARD,
        "Snapshots of this connection's records exactly as verified; replayable.");
  }

  /** Name of a connection's topic. */
  public static String source(String connection) {
    return SOURCE_PREFIX + connection;
  }

  public static boolean isSource(String topic) {
    return topic.startsWith(SOURCE_PREFIX);
  }

  /** The catalogue entry of a topic name, source topics included. */
  public static Optional<Topic> find(String topic) {
    if (isSource(topic)) {
      return Optional.of(sourceTopic(topic.substring(SOURCE_PREFIX.length())));
    }
    return FIXED.stream().filter(candidate -> candidate.name().equals(topic)).findFirst();
  }

  private static List<Topic> fixedTopics() {
    List<Topic> topics = new ArrayList<>();
    topics.add(
        event(
            DOORBELLS,
            "connection|object|source id",
            Doorbell.class,
            DELETE,
            WEEK,
            INGEST,
            "Verified thin deliveries waiting to be fetched."));
    for (EntityType entity : Entities.all()) {
      topics.add(canonical(entity));
      topics.add(changes(entity));
    }
    topics.add(
        event(
            LINKS,
            "entity|connection|object|source id",
            Link.class,
            COMPACT,
            Duration.ZERO,
            CANONICALIZER,
            "Which canonical record each source record belongs to, and why."));
    topics.add(
        event(
            DECISIONS,
            "decision id",
            Decision.class,
            COMPACT,
            Duration.ZERO,
            COMMAND_CENTRE,
            "A person's word on identity: must link, cannot link, split, or nothing any more."));
    topics.add(
        event(
            SUGGESTIONS,
            "entity|source record|source record",
            Suggestion.class,
            COMPACT,
            Duration.ZERO,
            CANONICALIZER,
            "Pairs of source records that a person should call one or two, with the evidence."));
    topics.add(
        event(
            LEDGER,
            "connection|object|source id",
            Outcome.class,
            DELETE,
            QUARTER,
            CANONICALIZER,
            "The one terminal outcome of each source event."));
    topics.add(
        personal(
            QUARANTINE,
            "connection|object|source id",
            DeadLetter.class,
            DELETE,
            QUARTER,
            CANONICALIZER,
            "Records that could not go on, with their cause and original bytes."));
    topics.add(
        event(
            METRICS,
            "metric|scope|grain|date",
            MetricValue.class,
            COMPACT_AND_DELETE,
            TWO_YEARS,
            ANOMALY,
            "Metrics by window and scope."));
    topics.add(
        personal(
            INSIGHTS,
            "insight id",
            Insight.class,
            COMPACT_AND_DELETE,
            TWO_YEARS,
            ANOMALY,
            "Findings with their evidence, updated while they last."));
    topics.add(
        personal(
            ACTIONS,
            "action id",
            Action.class,
            COMPACT,
            Duration.ZERO,
            SINK,
            "The life of each planned write."));
    topics.add(
        event(
            ACTION_DECISIONS,
            "action id",
            ActionDecision.class,
            COMPACT,
            Duration.ZERO,
            COMMAND_CENTRE,
            "A person's approve, reject or undo."));
    topics.add(
        event(
            AUDIT,
            "subject",
            AuditEntry.class,
            DELETE,
            TWO_YEARS,
            SINK,
            "Who or what did which thing, when and why."));
    topics.add(
        event(
            CONNECTION_STATE,
            "connection|kind|name",
            ConnectionState.class,
            COMPACT,
            Duration.ZERO,
            INGEST,
            "What is remembered of each connection: how far it was read, its tokens (sealed), its"
                + " subscriptions."));
    return List.copyOf(topics);
  }

  private static Topic canonical(EntityType entity) {
    return new Topic(
        entity.canonicalTopic(),
        "canonical id",
        entity.type(),
        PARTITIONS,
        COMPACT,
        Duration.ZERO,
        true,
        CANONICALIZER,
        FULL_TRANSITIVE,
        "The present " + entity.name() + " records.");
  }

  private static Topic changes(EntityType entity) {
    return new Topic(
        entity.changesTopic(),
        "canonical id",
        Change.class,
        PARTITIONS,
        DELETE,
        QUARTER,
        true,
        CANONICALIZER,
        FULL_TRANSITIVE,
        "What changed on " + entity.name() + " records, and the business events it means.");
  }

  private static Topic event(
      String name,
      String key,
      Class<? extends SpecificRecord> type,
      Topic.Cleanup cleanup,
      Duration retention,
      String owner,
      String purpose) {
    return new Topic(
        name, key, type, PARTITIONS, cleanup, retention, false, owner, BACKWARD, purpose);
  }

  private static Topic personal(
      String name,
      String key,
      Class<? extends SpecificRecord> type,
      Topic.Cleanup cleanup,
      Duration retention,
      String owner,
      String purpose) {
    return new Topic(
        name, key, type, PARTITIONS, cleanup, retention, true, owner, BACKWARD, purpose);
  }
}
