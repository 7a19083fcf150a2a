package io.mainstem.connections.expression;

import dev.cel.common.types.CelType;
import dev.cel.common.types.StructTypeReference;
import dev.cel.common.values.NullValue;
import io.mainstem.connections.expression.Function.Body;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/** Functions as they are gathered: bodies, pages of the manual, and what literals must be. */
final class FunctionSet {
  private final Types types;
  private final List<Function> functions = new ArrayList<>();
  private final List<FunctionDoc> docs = new ArrayList<>();
  private final List<LiteralRule> rules = new ArrayList<>();

  FunctionSet(Types types) {
    this.types = types;
  }

  List<Function> functions() {
    return List.copyOf(functions);
  }

  List<FunctionDoc> docs() {
    return List.copyOf(docs);
  }

  List<LiteralRule> rules() {
    return List.copyOf(rules);
  }

  Types types() {
    return types;
  }

  CelType type(Schema schema) {
    return types.of(schema);
  }

  /** What the manual says of a function; each example is an expression that is true. */
  void describe(String chapter, String call, String meaning, String... examples) {
    docs.add(new FunctionDoc(chapter, call, meaning, List.of(examples)));
  }

  /**
   * What a literal must be where it is written into the file: refused at load, not when it runs.
   *
   * @param argument counted from 0
   * @param known for the nearest spelling
   */
  void literal(
      String function,
      int argument,
      String expected,
      Predicate<String> right,
      Collection<String> known) {
    rules.add(new LiteralRule(function, argument, expected, right, known));
  }

  /** From one text to another; nothing comes of blank text. */
  void text(String name, UnaryOperator<@Nullable String> body) {
    add(
        name,
        name + "_text",
        Types.TEXT,
        args -> {
          String word = word(args[0]);
          return word.isEmpty() ? NullValue.NULL_VALUE : orNull(body.apply(word));
        },
        Types.TEXT);
  }

  /** A function that gives null as soon as one argument is null. */
  void add(String name, String id, CelType result, Body body, CelType... arguments) {
    addNullable(
        name,
        id,
        result,
        args -> {
          for (Object argument : args) {
            if (Values.isAbsent(argument)) {
              return absent(result);
            }
          }
          return body.apply(args);
        },
        arguments);
  }

  void addNullable(String name, String id, CelType result, Body body, CelType... arguments) {
    functions.add(new Function(name, id, List.of(arguments), result, body));
  }

  void addAll(List<Function> more) {
    functions.addAll(more);
  }

  Object record(IndexedRecord record) {
    return Values.ofAvro(record, record.getSchema(), types);
  }

  Object recordOrAbsent(@Nullable IndexedRecord record, Schema schema) {
    return Values.ofAvro(record, schema, types);
  }

  /** What stands for nothing: a struct without fields where a struct is expected. */
  Object absent(CelType type) {
    return type instanceof StructTypeReference reference
        ? types.absent(reference.name())
        : NullValue.NULL_VALUE;
  }

  static String word(Object argument) {
    return argument.toString().strip();
  }

  static Object orNull(@Nullable String text) {
    return text == null || text.isBlank() ? NullValue.NULL_VALUE : text;
  }

  static ExpressionFailure unreadable(String what) {
    return new ExpressionFailure(ExpressionFailure.Code.UNPARSEABLE_VALUE, what);
  }

  static Object orRefuse(Optional<?> found, String what) {
    if (found.isEmpty()) {
      throw unreadable(what);
    }
    return found.get();
  }
}
