package io.mainstem.connections.write;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mainstem.connections.Connection;
import io.mainstem.connections.expression.Business;
import io.mainstem.connections.expression.Environment;
import io.mainstem.connections.expression.Scope;
import io.mainstem.connections.fetch.FetchPlan;
import io.mainstem.connections.http.AccessToken;
import io.mainstem.connections.http.HttpAnswer;
import io.mainstem.connections.http.RateLimit;
import io.mainstem.connections.http.Requests;
import io.mainstem.connections.json.Bytes;
import io.mainstem.connections.json.JsonPath;
import io.mainstem.connections.json.StrictJson;
import io.mainstem.connections.json.UnreadableJsonException;
import io.mainstem.connections.shape.Mismatch;
import io.mainstem.connections.shape.Shape;
import io.mainstem.connections.shape.ShapeCheck;
import io.mainstem.connections.tool.ApiSpec;
import io.mainstem.connections.tool.ObjectSpec;
import io.mainstem.connections.tool.Tool;
import io.mainstem.connections.tool.WriteSpec;
import io.mainstem.connections.yaml.Problems;
import io.mainstem.connections.yaml.Spelling;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The writes (and the searches before them) one connection offers, by name. */
public final class WritePlan {
  /** Write templates never ask about the business: all they need is in their input. */
  private static final Business ANY_BUSINESS =
      new Business("GBP", "GB", ZoneOffset.UTC, LocalTime.MIDNIGHT);

  private final Connection connection;
  private final Map<String, Operation> operations = new LinkedHashMap<>();
  private final ObjectNode settings = JsonNodeFactory.instance.objectNode();

  private final Supplier<AccessToken> tokens;

  private WritePlan(Connection connection, Supplier<AccessToken> tokens) {
    this.connection = connection;
    this.tokens = tokens;
    connection.settings().forEach(settings::put);
  }

  /**
   * For that connection.
   *
   * @throws IllegalStateException if its tool file was never checked
   */
  public static WritePlan of(Connection connection) {
    return of(connection, () -> AccessToken.NONE);
  }

  /** Where {@code tokens} gives the access token that is valid now. */
  public static WritePlan of(Connection connection, Supplier<AccessToken> tokens) {
    WritePlan plan = new WritePlan(connection, tokens);
    Problems problems = new Problems();
    plan.operations.putAll(compile(connection.tool(), problems));
    if (!problems.isEmpty()) {
      throw new IllegalStateException("tool file: " + problems.list());
    }
    return plan;
  }

  /** What is wrong with the expressions of a tool file's writes. */
  public static void check(Tool tool, Problems problems) {
    compile(tool, problems);
  }

  private static Map<String, Operation> compile(Tool tool, Problems problems) {
    Environment base = Environment.of(ANY_BUSINESS, null);
    Map<String, Operation> operations = new LinkedHashMap<>();
    tool.writes()
        .forEach(
            (name, spec) -> operations.put(name, Operation.compile(spec, tool, base, problems)));
    return operations;
  }

  /** Settings the connection must have for the operation to be called. */
  public Set<String> settings(String operation) {
    return Operation.settings(spec(operation)).fields().keySet();
  }

  /** E.g. {@code create_draft_invoice}, {@code find_contact}, {@code create_contact}. */
  public Set<String> operations() {
    return operations.keySet();
  }

  public RateLimit rateLimit() {
    return connection.rateLimit();
  }

  /** The object of the tool file that the operation makes or finds, e.g. {@code invoice}. */
  public String object(String operation) {
    return spec(operation).object();
  }

  /** Until when after its event the operation may be called; empty where there is no end. */
  public Optional<Duration> deadline(String operation) {
    return Optional.ofNullable(spec(operation).deadline());
  }

  /** Fields of the input and whether each is required, for checking a flow. */
  public List<InputField> input(String operation) {
    return spec(operation).input().fields().entrySet().stream()
        .map(
            field ->
                new InputField(
                    field.getKey(), type(field.getValue().shape()), field.getValue().required()))
        .toList();
  }

  private static String type(Shape shape) {
    return switch (shape) {
      case Shape.Scalar scalar -> scalar.name().toLowerCase(Locale.ROOT);
      case Shape.ListOf _ -> "list";
      case Shape.OneOf _ -> "text";
      case Shape.Struct _, Shape.MapOf _ -> "object";
    };
  }

  /**
   * One field of an operation's input.
   *
   * @param type {@code text integer decimal boolean list object}
   */
  public record InputField(String name, String type, boolean required) {}

  /**
   * How the operation begins.
   *
   * @param input as {@link #input} names it
   * @param unknown an earlier attempt was sent and not answered
   * @throws IllegalArgumentException if the operation is not known or the input does not fit
   */
  public WriteStep begin(
      String operation, ObjectNode input, @Nullable WriteKey key, boolean unknown) {
    Operation found = operation(operation);
    String mismatch = mismatch(input, found.spec());
    if (!mismatch.isEmpty()) {
      throw new IllegalArgumentException("input of " + operation + ": " + mismatch);
    }
    return new Writing(this, found, input, key).begin(unknown);
  }

  /** Whether the tool file says what a record must hold afterwards. */
  public boolean readsBack(String operation) {
    return !spec(operation).read().isEmpty();
  }

  /** Where a record read back is not what was meant. */
  public List<String> differences(String operation, ObjectNode input, Bytes record) {
    Operation found = operation(operation);
    Scope scope = found.scope(input, settings, null);
    List<String> differences = new ArrayList<>();
    try {
      JsonNode held = found.held(StrictJson.parse(record), scope);
      found
          .read()
          .forEach(
              (path, expression) -> {
                JsonNode meant = BodyTemplate.json(expression.eval(scope));
                if (meant != null && !same(meant, path.in(held))) {
                  differences.add(path.toString());
                }
              });
    } catch (UnreadableJsonException e) {
      differences.addAll(found.read().keySet().stream().map(JsonPath::toString).toList());
    }
    return differences;
  }

  private static boolean same(JsonNode meant, JsonNode held) {
    if (meant.isNumber()) {
      try {
        return new BigDecimal(held.asText()).compareTo(meant.decimalValue()) == 0;
      } catch (NumberFormatException e) {
        return false;
      }
    }
    return meant.isValueNode() ? meant.asText().equals(held.asText()) : meant.equals(held);
  }

  /** What does not fit about an input; empty where it does. */
  static String mismatch(ObjectNode input, WriteSpec spec) {
    Set<String> known = spec.input().fields().keySet();
    for (String name : (Iterable<String>) input::fieldNames) {
      if (!known.contains(name)) {
        return name
            + " is not known"
            + Spelling.nearest(name, known).map(near -> ": did you mean " + near + "?").orElse("");
      }
    }
    return ShapeCheck.check(input, spec.input()).stream()
        .map(Mismatch::message)
        .findFirst()
        .orElse("");
  }

  Operation operation(String name) {
    Operation operation = operations.get(name);
    if (operation == null) {
      throw new IllegalArgumentException(
          "operation: " + name + " (expected: one of " + operations() + ")");
    }
    return operation;
  }

  private WriteSpec spec(String operation) {
    return operation(operation).spec();
  }

  ObjectNode settings() {
    return settings;
  }

  @Nullable ApiSpec api() {
    return connection.tool().api();
  }

  FetchPlan reads() {
    return FetchPlan.of(connection, tokens);
  }

  Requests requests() {
    return Requests.of(connection, tokens);
  }

  WriteSpec.Format format(WriteSpec.Call call) {
    ApiSpec api = api();
    if (call.format() != null || api == null) {
      return call.format() == null ? WriteSpec.Format.JSON : call.format();
    }
    return switch (api.format()) {
      case JSON -> WriteSpec.Format.JSON;
      case FORM -> WriteSpec.Format.FORM;
      case GRAPHQL -> WriteSpec.Format.GRAPHQL;
    };
  }

  /** The record in the answer to its fetch. */
  Optional<JsonNode> record(String object, HttpAnswer answer) {
    ObjectSpec spec = connection.tool().specs().get(object);
    if (spec == null || spec.fetch() == null) {
      return Optional.empty();
    }
    try {
      List<Bytes> records = StrictJson.slice(answer.body(), spec.fetch().unwrap());
      return records.isEmpty()
          ? Optional.empty()
          : Optional.of(StrictJson.parse(records.getFirst()));
    } catch (UnreadableJsonException e) {
      return Optional.empty();
    }
  }
}
