package io.mainstem.connections.expression;

import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import io.mainstem.connections.expression.Function.Body;
import io.mainstem.connections.yaml.Spelling;
import io.mainstem.schemas.AliasId;
import io.mainstem.schemas.Entities;
import io.mainstem.schemas.canonical.Ref;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Every function expressions may call. Where an argument is null they give null; those that answer
 * yes or no answer no; {@code coalesce} is there to choose.
 */
public final class FunctionLibrary {
  private FunctionLibrary() {}

  /** What the manual says, in its order. */
  public static List<FunctionDoc> manual() {
    Business business = new Business("GBP", "GB", ZoneOffset.UTC, LocalTime.MIDNIGHT);
    return of(business, References.of("connection", Set.of()), new Types()).docs();
  }

  /**
   * Everything there is to call.
   *
   * @param references what {@code ref()} may refer to; null where there is nothing to refer to
   */
  static FunctionSet of(Business business, @Nullable References references, Types types) {
    FunctionSet set = new FunctionSet(types);
    TextFunctions.addTo(set);
    PeopleFunctions.addTo(set, business);
    PlaceFunctions.addTo(set, business);
    MoneyFunctions.addTo(set, business);
    TimeFunctions.addTo(set, business);
    ListFunctions.addTo(set);
    if (references != null) {
      references(set, references);
    }
    set.addAll(Operators.of(types));
    return set;
  }

  /** Known, or unlike any that is: a tool may mention records that another tool holds. */
  private static boolean isPlausible(String object, Set<String> known) {
    return known.contains(object) || Spelling.nearest(object, known).isEmpty();
  }

  private static void references(FunctionSet set, References references) {
    Body make =
        args ->
            set.record(
                new Ref(
                    AliasId.of(
                        args[0].toString(),
                        references.connection(),
                        args[1].toString(),
                        args[2].toString()),
                    null));
    CelType ref = set.type(Ref.getClassSchema());
    set.add("ref", "ref", ref, make, SimpleType.STRING, SimpleType.STRING, Types.TEXT);
    set.add("ref", "ref_int", ref, make, SimpleType.STRING, SimpleType.STRING, Types.INTEGER);
    set.literal("ref", 0, "an entity", Entities.names()::contains, Entities.names());
    if (!references.objects().isEmpty()) {
      set.literal(
          "ref",
          1,
          "an object of this tool",
          object -> isPlausible(object, references.objects()),
          references.objects());
    }
    set.describe(
        "References",
        "ref(entity, object, id)",
        "The canonical record that a record of this connection is: by entity, object of the tool"
            + " file, and the tool's own id. It need not have come yet.",
        "ref('person', 'contact', '7').alias == ref('person', 'contact', 7).alias");
    foreignReferences(set, ref);
  }

  /** A tool file does not know what others are called in a business: a setting says so. */
  private static void foreignReferences(FunctionSet set, CelType ref) {
    set.add(
        "ref_in",
        "ref_in",
        ref,
        args ->
            set.record(
                new Ref(
                    AliasId.of(
                        args[1].toString(),
                        args[0].toString(),
                        args[2].toString(),
                        args[3].toString()),
                    null)),
        Types.TEXT,
        SimpleType.STRING,
        SimpleType.STRING,
        Types.TEXT);
    set.literal("ref_in", 1, "an entity", Entities.names()::contains, Entities.names());
    set.describe(
        "References",
        "ref_in(connection, entity, object, id)",
        "The same of another connection, which a setting names: a payment whose tool was told the"
            + " order's id by the shop. Nothing where the setting is absent.",
        "ref_in(setting.none, 'order', 'order', '7').alias == null");
  }
}
