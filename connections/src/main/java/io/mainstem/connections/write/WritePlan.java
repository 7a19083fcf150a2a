package io.mainstem.connections.write;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mainstem.connections.Connection;
import io.mainstem.connections.expression.Business;
import io.mainstem.connections.expression.Environment;
import io.mainstem.connections.http.HttpAnswer;
import io.mainstem.connections.http.HttpCall;
import io.mainstem.connections.http.RateLimit;
import io.mainstem.connections.http.Requests;
import io.mainstem.connections.http.Verdict;
import io.mainstem.connections.http.Verdicts;
import io.mainstem.connections.json.StrictJson;
import io.mainstem.connections.json.UnreadableJsonException;
import io.mainstem.connections.shape.Mismatch;
import io.mainstem.connections.shape.Shape;
import io.mainstem.connections.shape.ShapeCheck;
import io.mainstem.connections.tool.WriteSpec;
import io.mainstem.connections.yaml.Problems;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The writes (and the searches before them) one connection offers, by name. */
public final class WritePlan {
  /** Write templates never ask about the business: all they need is in their input. */
  private static final Business ANY_BUSINESS =
      new Business("GBP", "GB", ZoneOffset.UTC, LocalTime.MIDNIGHT);

  private final Connection connection;
  private final Map<String, WriteTemplate> templates = new LinkedHashMap<>();

  private WritePlan(Connection connection) {
    this.connection = connection;
  }

  /**
   * For that connection.
   *
   * @throws IllegalStateException if its tool file was never checked
   */
  public static WritePlan of(Connection connection) {
    WritePlan plan = new WritePlan(connection);
    Problems problems = new Problems();
    Environment base = Environment.of(ANY_BUSINESS, null);
    connection
        .tool()
        .writes()
        .forEach(
            (name, spec) -> plan.templates.put(name, WriteTemplate.compile(spec, base, problems)));
    if (!problems.isEmpty()) {
      throw new IllegalStateException("tool file: " + problems.list());
    }
    return plan;
  }

  /** What is wrong with a tool file's writes. */
  public static void check(Map<String, WriteSpec> writes, Problems problems) {
    Environment base = Environment.of(ANY_BUSINESS, null);
    writes.values().forEach(spec -> WriteTemplate.compile(spec, base, problems));
  }

  /** E.g. {@code create_invoice}, {@code find_contact}, {@code create_contact}. */
  public Set<String> operations() {
    return templates.keySet();
  }

  public RateLimit rateLimit() {
    return connection.rateLimit();
  }

  /** The object of the tool file that the operation makes or finds, e.g. {@code invoice}. */
  public String object(String operation) {
    return spec(operation).object();
  }

  /** Whether the tool itself turns a repeat with the same key into the same effect. */
  public boolean takesIdempotencyKey(String operation) {
    return spec(operation).idempotencyHeader() != null;
  }

  /** Fields of the input and whether each is required, for checking a flow. */
  public List<InputField> input(String operation) {
    return inputOf(spec(operation));
  }

  /** The same without a connection: for checking flows while the workspace loads. */
  public static List<InputField> inputOf(WriteSpec spec) {
    return spec.input().fields().entrySet().stream()
        .map(
            field ->
                new InputField(
                    field.getKey(), type(field.getValue().shape()), field.getValue().required()))
        .toList();
  }

  private static String type(Shape shape) {
    return switch (shape) {
      case Shape.Scalar scalar -> scalar.name().toLowerCase(java.util.Locale.ROOT);
      case Shape.ListOf ignored -> "list";
      case Shape.Struct ignored -> "object";
    };
  }

  /**
   * One field of an operation's input.
   *
   * @param type {@code text integer decimal boolean list object}
   */
  public record InputField(String name, String type, boolean required) {}

  /**
   * The request.
   *
   * @param input as {@link #input} names it
   * @param idempotencyKey sent where the tool knows such keys
   * @throws IllegalArgumentException if the operation is not known or the input does not fit
   */
  public HttpCall call(String operation, ObjectNode input, @Nullable String idempotencyKey) {
    WriteSpec spec = spec(operation);
    Optional<Mismatch> mismatch = ShapeCheck.check(input, spec.input());
    if (mismatch.isPresent()) {
      throw new IllegalArgumentException("input of " + operation + ": " + mismatch.get().message());
    }
    WriteTemplate template = template(operation);
    Map<String, String> headers = new LinkedHashMap<>();
    if (spec.idempotencyHeader() != null && idempotencyKey != null) {
      headers.put(spec.idempotencyHeader(), idempotencyKey);
    }
    return Requests.of(connection)
        .call(spec.method(), spec.path(), template.query(input), headers, template.body(input));
  }

  /** Also tells a success that carries an error in its body. */
  public Verdict verdict(String operation, HttpAnswer answer) {
    Verdict verdict = Verdicts.of(answer, connection.tool().api());
    return verdict instanceof Verdict.Gone && !spec(operation).method().equals("GET")
        ? new Verdict.Refused(
            "HTTP_" + answer.status(), "The tool knows no such address or record.")
        : verdict;
  }

  /** The id of the record made or found; empty where a search found none. */
  public Optional<String> resultId(String operation, HttpAnswer answer) {
    try {
      JsonNode body = StrictJson.parse(answer.body());
      return spec(operation).result().text(body);
    } catch (UnreadableJsonException e) {
      return Optional.empty();
    }
  }

  private WriteSpec spec(String operation) {
    return template(operation).spec();
  }

  private WriteTemplate template(String operation) {
    WriteTemplate template = templates.get(operation);
    if (template == null) {
      throw new IllegalArgumentException(
          "operation: " + operation + " (expected: one of " + operations() + ")");
    }
    return template;
  }
}
