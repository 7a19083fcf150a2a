package io.mainstem.connections.map;

import com.fasterxml.jackson.databind.JsonNode;
import io.mainstem.connections.Connection;
import io.mainstem.connections.Workspace;
import io.mainstem.connections.door.Unpacking;
import io.mainstem.connections.expression.Business;
import io.mainstem.connections.expression.Environment;
import io.mainstem.connections.expression.References;
import io.mainstem.connections.file.BrokenRow;
import io.mainstem.connections.json.Bytes;
import io.mainstem.connections.json.StrictJson;
import io.mainstem.connections.json.UnreadableJsonException;
import io.mainstem.connections.shape.UnknownFields;
import io.mainstem.connections.tool.FragmentSpec;
import io.mainstem.connections.tool.Tool;
import io.mainstem.connections.yaml.Problems;
import io.mainstem.schemas.SourceKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Maps the source records of one connection. Thread-safe; compiled once. */
public final class Mapper {
  /** Object under which deliveries are kept that could not be told apart. */
  public static final String DELIVERY = "_delivery";

  /** Object of events a tool file leaves out on purpose. */
  public static final String IGNORED = "_ignored";

  private final Connection connection;
  private final Map<String, ObjectMapping> objects;

  private Mapper(Connection connection, Map<String, ObjectMapping> objects) {
    this.connection = connection;
    this.objects = objects;
  }

  /**
   * For that connection.
   *
   * @throws IllegalStateException if its tool file was never checked
   */
  public static Mapper of(Workspace workspace, Connection connection) {
    return of(workspace.business(), connection);
  }

  /**
   * For that connection of a business.
   *
   * @throws IllegalStateException if its tool file was never checked
   */
  public static Mapper of(Business business, Connection connection) {
    return of(
        connection,
        Environment.of(business, References.of(connection.name(), objects(connection.tool()))));
  }

  /** The same by the engine alone: what its short cuts are held against. */
  static Mapper ofEngineAlone(Business business, Connection connection) {
    return of(
        connection,
        Environment.ofEngineAlone(
            business, References.of(connection.name(), objects(connection.tool()))));
  }

  private static Mapper of(Connection connection, Environment environment) {
    Problems problems = new Problems();
    Mapper mapper = new Mapper(connection, compile(connection.tool(), environment, problems));
    if (!problems.isEmpty()) {
      throw new IllegalStateException("tool file: " + problems.list());
    }
    return mapper;
  }

  /** What is wrong with a tool file's mappings. */
  public static void check(Tool tool, Business business, Problems problems) {
    compile(tool, Environment.of(business, References.of("check", objects(tool))), problems);
  }

  private static Map<String, ObjectMapping> compile(
      Tool tool, Environment environment, Problems problems) {
    Map<String, ObjectMapping> objects = new LinkedHashMap<>();
    tool.specs()
        .forEach(
            (name, spec) -> objects.put(name, ObjectMapping.compile(spec, environment, problems)));
    return objects;
  }

  /** What {@code ref()} may name: objects of the tool, and records its fragments find inside. */
  private static Set<String> objects(Tool tool) {
    Set<String> names = new TreeSet<>(tool.specs().keySet());
    tool.specs().values().stream()
        .flatMap(spec -> spec.fragments().stream())
        .map(FragmentSpec::object)
        .filter(Objects::nonNull)
        .forEach(names::add);
    return names;
  }

  /** Whether the tool file describes such records. */
  public boolean knows(String object) {
    return objects.containsKey(object);
  }

  /** Paths of fields that the shape of such records does not know; never values. */
  public Set<String> unknownFields(String object, Bytes payload) {
    ObjectMapping mapping = objects.get(object);
    try {
      return mapping == null
          ? Set.of()
          : UnknownFields.in(StrictJson.parse(payload), mapping.spec().shape());
    } catch (UnreadableJsonException e) {
      return Set.of(); // said by the mapping itself
    }
  }

  /** Pure. Never throws for a bad payload. */
  public MapResult map(String object, Bytes payload) {
    return map(object, payload, fragment -> Trace.NONE);
  }

  private MapResult map(String object, Bytes payload, Function<FragmentMapping, Trace> traces) {
    if (object.equals(DELIVERY)) {
      return delivery(payload);
    }
    if (object.equals(IGNORED)) {
      return new MapResult.Filtered("The tool file ignores events of this type.");
    }
    ObjectMapping mapping = objects.get(object);
    if (mapping == null) {
      return new MapResult.Unfit(
          UnfitCode.UNKNOWN_OBJECT,
          "The tool file of "
              + connection.tool().title()
              + " does not know '"
              + object
              + "'. It knows "
              + String.join(", ", objects.keySet())
              + ".",
          null);
    }
    JsonNode node;
    try {
      node = StrictJson.parse(payload);
    } catch (UnreadableJsonException e) {
      return new MapResult.Unfit(
          UnfitCode.NOT_JSON, "The record cannot be read: " + e.getMessage() + ".", null);
    }
    return mapping.map(connection, node, traces);
  }

  /** Why a verified delivery could not be told apart, found out again from its bytes. */
  private MapResult delivery(Bytes payload) {
    JsonNode kept;
    try {
      kept = StrictJson.parse(payload);
    } catch (UnreadableJsonException e) {
      return new MapResult.Unfit(
          UnfitCode.NOT_JSON, "The delivery cannot be read: " + e.getMessage() + ".", null);
    }
    String cause =
        Optional.of(kept)
            .filter(_ -> connection.tool().hasFiles())
            .flatMap(BrokenRow::cause)
            .or(() -> Unpacking.of(connection).flatMap(unpacking -> unpacking.cause(payload)))
            .orElse("The delivery was verified, but the tool file has no place for it.");
    return new MapResult.Unfit(UnfitCode.NO_PLACE, cause, null);
  }

  /**
   * The fragments a deleted record leaves behind: those keyed by the record itself. A sub-record
   * outlives the record that mentioned it. Empty where the object is not known.
   */
  public List<FragmentKey> deleted(String object, String sourceId) {
    ObjectMapping mapping = objects.get(object);
    return mapping == null
        ? List.of()
        : mapping.fragments().stream()
            .filter(fragment -> fragment.subObject() == null)
            .map(
                fragment ->
                    new FragmentKey(
                        fragment.entity(), new SourceKey(connection.name(), object, sourceId)))
            .distinct()
            .toList();
  }

  /** The same as {@link #map}, with the reason for every field. */
  public Explanation explain(String object, Bytes payload) {
    List<Explanation.Field> fields = new ArrayList<>();
    MapResult result =
        map(
            object,
            payload,
            fragment ->
                (field, expression, value, reason) ->
                    fields.add(
                        new Explanation.Field(
                            fragment.entity().name(),
                            field,
                            expression,
                            value == null ? null : value.toString(),
                            reason)));
    return new Explanation(result, List.copyOf(fields));
  }
}
