package io.mainstem.ingest.webhook;

import io.mainstem.connections.door.Admission;
import io.mainstem.connections.door.Delivery;
import io.mainstem.connections.door.Rejection;
import io.mainstem.connections.door.Reply;
import io.mainstem.connections.door.WebhookRequest;
import io.mainstem.connections.json.Bytes;
import io.mainstem.ingest.TestSerdes;
import io.mainstem.ingest.event.DeliveryIds;
import io.mainstem.ingest.publish.Publisher;
import io.mainstem.ingest.spool.Keeper;
import io.mainstem.ingest.spool.Spool;
import io.mainstem.ingest.spool.SpoolMeters;
import io.mainstem.ingest.spool.SpoolSettings;
import io.mainstem.runtime.avro.AvroSerdes;
import io.mainstem.runtime.http.HttpServer;
import io.mainstem.runtime.kafka.KafkaClients;
import io.mainstem.schemas.TopicCatalogue;
import io.mainstem.schemas.event.Doorbell;
import io.mainstem.schemas.event.Operation;
import io.mainstem.schemas.event.SourceEvent;
import io.mainstem.testkit.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** A door on a test's broker. */
final class DoorRig implements AutoCloseable {

  private static final AvroSerdes SERDES = TestSerdes.SHARED;
  private static final Reply OK = new Reply(200, "text/plain", Bytes.EMPTY);

  private final String bootstrap;
  private final Producer<String, SpecificRecord> producer;
  private final HttpServer server;
  private final HttpClient sender = HttpClient.newHttpClient();
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  /** Without a spool. */
  DoorRig(String bootstrap, Gate... gates) {
    this.bootstrap = bootstrap;
    this.producer =
        new KafkaClients(bootstrap)
            .producer("door", SERDES.serializer(SpecificRecord.class), Publisher.SETTINGS);
    Spool none =
        Spool.start(new SpoolSettings(Path.of("none"), 0, Duration.ZERO), InstantSource.system());
    WebhookHandler handler =
        new WebhookHandler(
            Stream.of(gates).collect(Collectors.toMap(Gate::connection, Function.identity())),
            new Keeper(
                new Publisher(producer),
                none,
                SERDES.serializer(SpecificRecord.class),
                new SpoolMeters(meters, none, InstantSource.system()),
                InstantSource.system()),
            InstantSource.system(),
            new DeliveryIds(InstantSource.system(), new Random(1)),
            meters);
    this.server =
        HttpServer.start(HttpServer.Options.asynchronous("door", "127.0.0.1", 0), handler);
  }

  /** A tool whose signature is a word, and whose body is one record named by its own text. */
  static Gate simpleTool(String connection) {
    return new Gate(connection, "simple", DoorRig::admit);
  }

  /** The same in a hurry. */
  static Gate simpleTool(String connection, Duration deadline) {
    Gate gate = simpleTool(connection);
    return new Gate(connection, gate.tool(), deadline, gate.judge(), gate.learner());
  }

  private static Admission admit(WebhookRequest request, Instant now) {
    if (!request.headers().getOrDefault("Word", List.of()).contains("friend")) {
      return new Admission.Rejected(
          Rejection.SIGNATURE_WRONG, new Reply(401, "text/plain", Bytes.EMPTY));
    }
    String id = request.body().text().strip();
    return id.isEmpty()
        ? new Admission.Unreadable("NOT_JSON", "The delivery is empty.", "empty", OK)
        : new Admission.Accepted(
            List.of(
                new Delivery.Snapshot(
                    "thing",
                    "id" + id.length() + id.hashCode(),
                    1,
                    now,
                    Operation.UPSERT,
                    request.body(),
                    id)),
            OK);
  }

  int port() {
    return server.port();
  }

  HttpResponse<String> deliver(String connection, String body) {
    return deliver(request(connection, HttpRequest.BodyPublishers.ofString(body)));
  }

  HttpRequest.Builder request(String connection, HttpRequest.BodyPublisher body) {
    return HttpRequest.newBuilder(URI.create(server.uri() + "/webhooks/" + connection))
        .POST(body)
        .header("Word", "friend");
  }

  HttpResponse<String> deliver(HttpRequest.Builder request) {
    try {
      return sender.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  List<ConsumerRecord<String, SourceEvent>> stored(
      String connection, Predicate<List<ConsumerRecord<String, SourceEvent>>> enough) {
    return Topics.readUntil(
        bootstrap,
        "source." + connection,
        enough,
        new StringDeserializer(),
        SERDES.deserializer(SourceEvent.class));
  }

  List<Doorbell> rung(Predicate<List<Doorbell>> enough) {
    return Topics.readUntil(
            bootstrap,
            TopicCatalogue.DOORBELLS,
            (List<ConsumerRecord<String, Doorbell>> all) -> enough.test(values(all)),
            new StringDeserializer(),
            SERDES.deserializer(Doorbell.class))
        .stream()
        .map(ConsumerRecord::value)
        .toList();
  }

  private static <V> List<V> values(List<ConsumerRecord<String, V>> messages) {
    return messages.stream().map(ConsumerRecord::value).toList();
  }

  double answered(String connection, int status) {
    return meters
        .get("mainstem.ingest.requests")
        .tags("connection", connection, "status", String.valueOf(status))
        .counters()
        .stream()
        .mapToDouble(counter -> counter.count())
        .sum();
  }

  @Override
  public void close() {
    server.close();
    sender.close();
    producer.close();
  }

  static Map<String, String> headers(ConsumerRecord<?, ?> stored) {
    return Stream.of(stored.headers().toArray())
        .collect(
            Collectors.toMap(h -> h.key(), h -> new String(h.value(), StandardCharsets.UTF_8)));
  }
}
