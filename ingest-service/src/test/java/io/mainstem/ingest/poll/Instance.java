package io.mainstem.ingest.poll;

import io.mainstem.connections.Connection;
import io.mainstem.connections.Secret;
import io.mainstem.connections.tool.Tool;
import io.mainstem.connections.tool.ToolReader;
import io.mainstem.connections.yaml.Problems;
import io.mainstem.connections.yaml.YamlDocument;
import io.mainstem.ingest.TestSerdes;
import io.mainstem.ingest.publish.Publisher;
import io.mainstem.ingest.tool.TokenKeeper;
import io.mainstem.ingest.tool.ToolLine;
import io.mainstem.runtime.avro.AvroSerdes;
import io.mainstem.runtime.config.HostPort;
import io.mainstem.runtime.kafka.KafkaClients;
import io.mainstem.runtime.outbound.OutboundClient;
import io.mainstem.runtime.state.ConnectionStates;
import io.mainstem.runtime.state.StateKey;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** One instance of the service, as far as reading goes. */
final class Instance implements AutoCloseable {
  static final AvroSerdes SERDES = TestSerdes.SHARED;

  private static final String AUTH =
      ", auth: {kind: oauth2-code, token: \"{setting.base}/token\", rotates: true}";

  private final OutboundClient outbound;
  private final Producer<String, SpecificRecord> producer;
  private final Ownership ownership;
  private final Polling polling;
  final ConnectionStates states;
  final TokenKeeper tokens;

  /**
   * Starts.
   *
   * @param group of instances that share the connection
   */
  Instance(KafkaClients kafka, String connection, String group, ListServer tool, StateKey key) {
    InstantSource clock = InstantSource.system();
    outbound = OutboundClient.start(Set.of(new HostPort("127.0.0.1", tool.port())));
    producer =
        kafka.producer(connection, SERDES.serializer(SpecificRecord.class), Publisher.SETTINGS);
    states = ConnectionStates.start(kafka, SERDES, key, clock, connection);
    Connection account = connection(connection, tool);
    ToolLine line = ToolLine.of(account, outbound, clock);
    tokens = new TokenKeeper(account, line, states, clock);
    polling =
        Polling.of(
            account,
            line,
            tokens,
            states,
            new Publisher(producer),
            clock,
            new Random(1),
            UUID::randomUUID,
            new SimpleMeterRegistry());
    Map<String, Supplier<? extends AutoCloseable>> work = Map.of(connection, polling::start);
    ownership =
        new Ownership(
            () -> kafka.consumer(group, group, new ByteArrayDeserializer(), Ownership.SETTINGS),
            work);
    ownership.start();
  }

  boolean isOwner() {
    return !ownership.owned().isEmpty();
  }

  PollStatus status() {
    return polling.status();
  }

  private static Connection connection(String name, ListServer server) {
    Problems problems = new Problems();
    String base = "http://127.0.0.1:" + server.port();
    Tool tool =
        new ToolReader(problems)
            .read(
                YamlDocument.parse(
                    "example.yaml",
                    """
                    tool: example
                    api: {base: "%s"%s, rate: {windows: [{calls: 500, seconds: 1}]}}
                    objects:
                      item:
                        id: id
                        version: {at: updated, as: time}
                        list: {path: /items, records: "items[]", page: {kind: offset, put: "query:offset", size: 2}, every: {full: 1d}}
                        shape: {id: text!}
                        fragments: []
                    """
                        .formatted(base, server.wantsToken ? AUTH : ""),
                    problems));
    if (!problems.isEmpty()) {
      throw new AssertionError(problems.list());
    }
    return new Connection(
        name,
        tool,
        URI.create(base),
        URI.create(base + "/webhooks/" + name),
        List.of(),
        Map.of(
            "refresh_token", new Secret("first"),
            "client_id", new Secret("id"),
            "client_secret", new Secret("secret")),
        Map.of("base", base),
        null,
        null,
        Connection.Options.DEFAULT,
        List.of());
  }

  @Override
  public void close() {
    ownership.close();
    states.close();
    producer.close();
    outbound.close();
  }
}
