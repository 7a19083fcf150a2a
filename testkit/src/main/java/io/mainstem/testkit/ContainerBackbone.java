package io.mainstem.testkit;

import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** The parts as containers; the engine removes them when the JVM ends. */
final class ContainerBackbone implements TestBackbone {
  private static final int REGISTRY_PORT = 8080;

  private final AtomicInteger databases = new AtomicInteger();
  private final Lazy<KafkaContainer> broker = new Lazy<>(ContainerBackbone::startBroker);
  private final Lazy<GenericContainer<?>> registry = new Lazy<>(ContainerBackbone::startRegistry);
  private final Lazy<PostgreSQLContainer> postgres = new Lazy<>(ContainerBackbone::startPostgres);

  @SuppressWarnings("resource")
  private static KafkaContainer startBroker() {
    KafkaContainer container =
        new KafkaContainer("apache/kafka:4.3.1")
            .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false")
            .withEnv("KAFKA_SHARE_COORDINATOR_STATE_TOPIC_REPLICATION_FACTOR", "1")
            .withEnv("KAFKA_SHARE_COORDINATOR_STATE_TOPIC_MIN_ISR", "1")
            .withEnv("KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS", "0");
    container.start();
    return container;
  }

  @SuppressWarnings("resource")
  private static GenericContainer<?> startRegistry() {
    GenericContainer<?> container =
        new GenericContainer<>("apicurio/apicurio-registry:3.3.3")
            .withExposedPorts(REGISTRY_PORT)
            .withEnv("APICURIO_RULES_GLOBAL_VALIDITY", "FULL")
            .withEnv("APICURIO_RULES_GLOBAL_COMPATIBILITY", "BACKWARD")
            .waitingFor(Wait.forHttp("/apis/registry/v3/system/info").forPort(REGISTRY_PORT));
    container.start();
    return container;
  }

  @SuppressWarnings("resource")
  private static PostgreSQLContainer startPostgres() {
    PostgreSQLContainer container =
        new PostgreSQLContainer("postgres:18").withCommand("postgres", "-c", "wal_level=logical");
    container.start();
    return container;
  }

  @Override
  public String bootstrapServers() {
    return broker.get().getBootstrapServers();
  }

  @Override
  public URI registry() {
    GenericContainer<?> container = registry.get();
    return URI.create(
        "http://%s:%d".formatted(container.getHost(), container.getMappedPort(REGISTRY_PORT)));
  }

  @Override
  public TestDatabase newDatabase() {
    String name = "test_" + databases.incrementAndGet();
    PostgreSQLContainer server = postgres.get();
    String user = server.getUsername();
    new TestDatabase("postgres", server.getJdbcUrl(), user, server.getPassword())
        .execute("create database " + name);
    String url =
        "jdbc:postgresql://%s:%d/%s".formatted(server.getHost(), server.getFirstMappedPort(), name);
    return new TestDatabase(name, url, user, server.getPassword());
  }
}
