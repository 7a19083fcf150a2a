package io.mainstem.sink.writeback;

import io.mainstem.connections.Workspace;
import io.mainstem.connections.flows.Flow;
import io.mainstem.runtime.outbound.OutboundClient;
import io.mainstem.schemas.Entities;
import io.mainstem.schemas.TopicCatalogue;
import io.mainstem.sink.flow.Triggers;
import io.mainstem.sink.reporting.Projection;
import io.mainstem.sink.reporting.Reporting;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Everything that writes to tools: a lane that listens for events, a planner, a worker for each
 * connection that flows write to, and the publisher of results. Without flows only the publisher
 * runs.
 */
public final class WriteBack implements AutoCloseable {
  static final String CONSUMER = "flows";

  private final Deque<Runnable> stops = new ArrayDeque<>();

  private WriteBack() {}

  /**
   * Starts all parts.
   *
   * @param historyIsKnown whether earlier actions were read from their topic into the store
   * @param failed told when the lane ends by itself, which it should not
   */
  public static WriteBack start(
      Reporting.Parts base,
      Workspace workspace,
      AccessTokens tokens,
      OutboundClient http,
      RandomGenerator random,
      BooleanSupplier historyIsKnown,
      Consumer<Throwable> failed) {
    WriteBack writeBack = new WriteBack();
    KafkaProducer<String, byte[]> producer =
        base.kafka().producer("sink-outbox", new ByteArraySerializer());
    writeBack.stops.push(producer::close);
    var outboxHealth = base.health().component("outbox");
    writeBack.keep(
        Loop.start(
            "outbox",
            new OutboxPublisher(base.database(), base.serdes(), producer, outboxHealth),
            outboxHealth));

    Map<String, Flow> flows =
        workspace.flows().flows().stream()
            .collect(Collectors.toMap(Flow::name, Function.identity()));
    Map<String, ToolClient> tools = new HashMap<>();
    for (Flow flow : flows.values()) {
      tools.computeIfAbsent(
          flow.connection(),
          name ->
              new ToolClient(
                  workspace,
                  Objects.requireNonNull(workspace.connections().get(name)),
                  tokens,
                  http,
                  base.clock(),
                  base.spans()));
    }
    tools.forEach((name, tool) -> writeBack.startWorker(base, flows, name, tool, random));

    var plannerHealth = base.health().component("flows planner");
    plannerHealth.up(flows.size() + " flows");
    writeBack.keep(
        Loop.start(
            "flows-planner",
            new FlowRunner(workspace, flows, tools, base.database(), historyIsKnown, base.clock()),
            plannerHealth));
    Reporting lane =
        Reporting.start(base, CONSUMER, listening(new Triggers(workspace.flows())), failed);
    writeBack.stops.push(lane::close);
    return writeBack;
  }

  private void startWorker(
      Reporting.Parts base,
      Map<String, Flow> flows,
      String name,
      ToolClient tool,
      RandomGenerator random) {
    var health = base.health().component("writing to " + name);
    if (tool.connection().configured()) {
      health.up("ready");
      keep(
          Loop.start(
              "write-" + name,
              new ActionWorker(flows, tool, base.database(), base.clock(), random, base.metrics()),
              health));
    } else {
      health.degraded("not configured: " + String.join(", ", tool.connection().missing()));
    }
  }

  /** All changes, whatever flows there are: a flow added later starts with what comes then. */
  private static Map<String, Projection> listening(Triggers triggers) {
    Map<String, Projection> byTopic = new HashMap<>();
    Projection projection = new TriggerProjection(triggers);
    Entities.all().forEach(entity -> byTopic.put(entity.changesTopic(), projection));
    byTopic.put(TopicCatalogue.INSIGHTS, projection);
    byTopic.put(TopicCatalogue.ACTION_DECISIONS, new DecisionProjection());
    return byTopic;
  }

  @Override
  public void close() {
    stops.forEach(Runnable::run);
  }

  private void keep(Loop loop) {
    stops.push(loop::close);
  }
}
