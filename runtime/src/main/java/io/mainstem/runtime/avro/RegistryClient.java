package io.mainstem.runtime.avro;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The few calls we make to a schema registry, through the interface that Confluent's registry,
 * Karapace and Apicurio share, so that any of them serves.
 */
public final class RegistryClient {
  private static final String TYPE = "application/vnd.schemaregistry.v1+json";
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;

  private final HttpClient http;
  private final ObjectMapper json = new ObjectMapper();
  private final String base;

  /**
   * @param registry address of an Apicurio registry, e.g. {@code http://127.0.0.1:8082}
   */
  public RegistryClient(URI registry) {
    this.base = registry.toString().replaceAll("/+$", "") + "/apis/ccompat/v7";
    this.http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
  }

  /** Registers a schema, or finds it registered. Refused by the subject's rule: see code. */
  public int register(String subject, Schema schema) {
    HttpResponse<String> answer =
        send("POST", "/subjects/" + escape(subject) + "/versions", Map.of("schema", text(schema)));
    if (answer.statusCode() == CONFLICT) {
      throw new IncompatibleSchemaException(subject);
    }
    return expectOk(answer, "register " + subject).path("id").asInt();
  }

  /** The id of a schema that is already registered for the subject. */
  public OptionalInt idOf(String subject, Schema schema) {
    HttpResponse<String> answer =
        send("POST", "/subjects/" + escape(subject), Map.of("schema", text(schema)));
    if (answer.statusCode() == NOT_FOUND) {
      return OptionalInt.empty();
    }
    return OptionalInt.of(expectOk(answer, "look up " + subject).path("id").asInt());
  }

  /** The schema of an id; null where the registry has none. */
  public @Nullable Schema schemaOf(int id) {
    HttpResponse<String> answer = send("GET", "/schemas/ids/" + id, null);
    if (answer.statusCode() == NOT_FOUND) {
      return null;
    }
    String text = expectOk(answer, "schema id " + id).path("schema").asText();
    return new Schema.Parser().parse(text);
  }

  /**
   * Returns where the registry answers at all.
   *
   * @throws RegistryUnavailableException where it does not
   */
  public void ping() {
    expectOk(send("GET", "/schemas/types", null), "a ping");
  }

  /** Sets the compatibility rule of a subject that exists. */
  public void setRule(String subject, String compatibility) {
    expectOk(
        send("PUT", "/config/" + escape(subject), Map.of("compatibility", compatibility)),
        "rule of " + subject);
  }

  private HttpResponse<String> send(String method, String path, @Nullable Object body) {
    try {
      HttpRequest.BodyPublisher publisher =
          body == null
              ? HttpRequest.BodyPublishers.noBody()
              : HttpRequest.BodyPublishers.ofString(json.writeValueAsString(body));
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(base + path))
              .timeout(TIMEOUT)
              .header("Content-Type", TYPE)
              .header("Accept", TYPE + ", application/json")
              .method(method, publisher)
              .build();
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new RegistryUnavailableException("registry: no answer from " + base, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RegistryUnavailableException("registry: interrupted", e);
    }
  }

  private JsonNode expectOk(HttpResponse<String> answer, String what) {
    if (answer.statusCode() / 100 != 2) {
      throw new RegistryUnavailableException(
          "registry: answered " + answer.statusCode() + " to " + what + " (expected: 200)", null);
    }
    try {
      return json.readTree(answer.body());
    } catch (JsonProcessingException e) {
      throw new RegistryUnavailableException("registry: unreadable answer to " + what, e);
    }
  }

  private static String text(Schema schema) {
    return schema.toString();
  }

  private static String escape(String subject) {
    return URLEncoder.encode(subject, StandardCharsets.UTF_8);
  }
}
