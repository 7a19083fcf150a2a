package io.mainstem.connections.tool;

import io.mainstem.connections.yaml.YamlNode;
import io.mainstem.schemas.EntityType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a record says about one entity. Expressions are kept as they stand in the file and compiled
 * for each connection.
 *
 * @param loops lists of which every element makes a record of its own; later ones may use earlier
 * @param object of the sub-record that speaks, or null where the record itself does
 * @param id expression for the sub-record's id; null with {@code object}
 * @param when a condition, or null
 * @param required fields whose absence is noted on the canonical record
 */
public record FragmentSpec(
    YamlNode at,
    EntityType entity,
    List<Loop> loops,
    @Nullable String object,
    @Nullable YamlNode id,
    @Nullable YamlNode when,
    List<String> required,
    List<FieldSpec> fields) {

  /**
   * A list the fragment is repeated for.
   *
   * @param variable that holds the element
   */
  public record Loop(String variable, YamlNode list) {}

  /** How one canonical field is filled. {@code target} may be dotted. */
  public sealed interface FieldSpec {
    String target();

    YamlNode at();
  }

  /** By one expression, and a value map if there is one. */
  public record Value(String target, YamlNode at, YamlNode expression, @Nullable ValueMap map)
      implements FieldSpec {}

  /**
   * By one record for every element of a list.
   *
   * @param as name of the variable that holds the element
   */
  public record Each(
      String target,
      YamlNode at,
      YamlNode list,
      String as,
      @Nullable YamlNode when,
      List<FieldSpec> fields)
      implements FieldSpec {}

  /** By records written out one by one. */
  public record Items(String target, YamlNode at, List<List<FieldSpec>> items)
      implements FieldSpec {}

  /**
   * The tool's values and ours.
   *
   * @param unknown ours for every value not named; null means quarantine
   */
  public record ValueMap(Map<String, String> values, @Nullable String unknown) {}
}
