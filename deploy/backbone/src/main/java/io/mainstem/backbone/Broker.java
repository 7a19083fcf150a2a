package io.mainstem.backbone;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** One Kafka node that is broker and controller, with settings for a machine of its own people. */
public final class Broker implements AutoCloseable {
  private static final Duration READY_LIMIT = Duration.ofSeconds(90);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(12);
  private static final String CLUSTER_ID = "bWFpbnN0ZW0tbG9jYWwtMQ";

  private final Child child;
  private final int port;

  private Broker(Child child, int port) {
    this.child = child;
    this.port = port;
  }

  static Broker start(Programs programs, Path folder, int port, int controllerPort, Path logs) {
    Path properties = folder.resolve("server.properties");
    Path ready = folder.resolve("ready");
    Path logback = folder.resolve("logback.xml");
    try {
      Files.createDirectories(folder);
      Files.deleteIfExists(ready);
      try (Writer writer = Files.newBufferedWriter(properties)) {
        settings(folder.resolve("log"), port, controllerPort).store(writer, null);
      }
      Files.writeString(logback, LOGBACK);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    String classPath = programs.kafka().resolve("*") + File.pathSeparator + Programs.ownLocation();
    Child child =
        Child.start(
            Launch.java(
                "Kafka",
                List.of("-Xmx384m", "-Dlogback.configurationFile=" + logback),
                classPath,
                BrokerMain.class.getName(),
                List.of(properties.toString(), ready.toString()),
                Map.of(),
                logs.resolve("kafka.log")));
    Broker broker = new Broker(child, port);
    try {
      child.awaitReady(READY_LIMIT, () -> Files.exists(ready));
    } catch (BackboneException failed) {
      broker.close();
      throw failed;
    }
    return broker;
  }

  private static Properties settings(Path log, int port, int controllerPort) {
    Properties settings = new Properties();
    settings.put("mainstem.cluster.id", CLUSTER_ID);
    settings.put("process.roles", "broker,controller");
    settings.put("node.id", "1");
    settings.put("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
    settings.put(
        "listeners",
        "PLAINTEXT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d".formatted(port, controllerPort));
    settings.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port);
    settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    settings.put("controller.listener.names", "CONTROLLER");
    settings.put("inter.broker.listener.name", "PLAINTEXT");
    settings.put("log.dirs", log.toString());
    settings.put("auto.create.topics.enable", "false");
    settings.put("num.partitions", "3");
    settings.put("default.replication.factor", "1");
    settings.put("min.insync.replicas", "1");
    for (String topic : List.of("offsets", "transaction.state.log", "share.coordinator.state")) {
      String prefix = topic.startsWith("share") ? topic + ".topic." : topic + ".";
      String replicas = topic.equals("offsets") ? "offsets.topic." : prefix;
      settings.put(replicas + "replication.factor", "1");
    }
    settings.put("transaction.state.log.min.isr", "1");
    settings.put("share.coordinator.state.topic.min.isr", "1");
    settings.put("offsets.topic.num.partitions", "5");
    settings.put("transaction.state.log.num.partitions", "5");
    settings.put("share.coordinator.state.topic.num.partitions", "1");
    settings.put("group.initial.rebalance.delay.ms", "0");
    settings.put("group.streams.initial.rebalance.delay.ms", "0");
    settings.put("group.streams.heartbeat.interval.ms", "500");
    settings.put("group.streams.min.heartbeat.interval.ms", "250");
    settings.put("group.streams.assignment.interval.ms", "0");
    settings.put("broker.heartbeat.interval.ms", "250");
    settings.put("log.cleaner.dedupe.buffer.size", "16777216");
    settings.put("num.network.threads", "2");
    settings.put("num.io.threads", "4");
    return settings;
  }

  private static final String LOGBACK =
      """
      <configuration>
        <appender name="log" class="ch.qos.logback.core.ConsoleAppender">
          <encoder><pattern>%d{yyyy-MM-dd HH:mm:ss.SSS} %-5level %logger{0} %msg%n</pattern></encoder>
        </appender>
        <root level="WARN"><appender-ref ref="log"/></root>
      </configuration>
      """;

  public String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  public Child child() {
    return child;
  }

  @Override
  public void close() {
    child.stop(STOP_LIMIT);
  }
}
