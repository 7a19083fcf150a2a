package io.mainstem.connections.shape;

import com.fasterxml.jackson.databind.JsonNode;
import io.mainstem.connections.yaml.Spelling;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Finds what vanished fields are probably called now, in payloads of one shape. An answer depends
 * on the shape and the payload alone; what is kept here is only what was found out about names.
 * Thread safe.
 */
public final class Renames {
  /** Looks for none. */
  static final Renames NONE = new Renames(new IdentityHashMap<>());

  /** More undeclared fields of one object than this are not compared. */
  static final int MAX_CANDIDATES = 200;

  /**
   * Of so many undeclared names of an object it is remembered which declared ones they resemble.
   */
  private static final int MAX_REMEMBERED = 1_000;

  /** A longer name is data, or nobody's. */
  static final int MAX_NAME_CHARS = 64;

  private final IdentityHashMap<Shape.Struct, Names> structs;

  private Renames(IdentityHashMap<Shape.Struct, Names> structs) {
    this.structs = structs;
  }

  /** A declared field. */
  private record Declared(String name, List<String> words, Shape shape) {}

  /** What is known of the names of one object: an undeclared one, to the declared it is like. */
  private record Names(List<Declared> declared, Map<String, List<Declared>> alike) {
    static Names of(Shape.Struct struct) {
      return new Names(
          struct.fields().entrySet().stream()
              .filter(field -> field.getValue().shape() != Shape.Scalar.ANY)
              .map(
                  field ->
                      new Declared(
                          field.getKey(),
                          Namesakes.words(field.getKey()),
                          field.getValue().shape()))
              .toList(),
          new ConcurrentHashMap<>());
    }

    List<Declared> like(String name) {
      List<Declared> known = alike.get(name);
      if (known != null) {
        return known;
      }
      if (name.length() > MAX_NAME_CHARS) {
        return List.of();
      }
      List<String> words = Namesakes.words(name);
      List<Declared> found =
          declared.stream()
              .filter(field -> Namesakes.alike(field.words(), words, field.shape()))
              .toList();
      if (alike.size() < MAX_REMEMBERED) {
        alike.put(name, found);
      }
      return found;
    }
  }

  public static Renames of(Shape shape) {
    IdentityHashMap<Shape.Struct, Names> structs = new IdentityHashMap<>();
    collect(shape, structs);
    return new Renames(structs);
  }

  private static void collect(Shape shape, IdentityHashMap<Shape.Struct, Names> into) {
    switch (shape) {
      case Shape.Struct struct -> {
        into.put(struct, Names.of(struct));
        struct.fields().values().forEach(field -> collect(field.shape(), into));
      }
      case Shape.ListOf list -> collect(list.element(), into);
      case Shape.MapOf map -> collect(map.value(), into);
      case Shape.Scalar _, Shape.OneOf _ -> {}
    }
  }

  /**
   * The fields that need not be there, are not, and whose value stands under a name nobody
   * declared; each with that name. Where several could be meant, none is; nor where a field that is
   * there has as good a claim to the name.
   */
  Map<String, String> in(JsonNode at, Shape.Struct struct) {
    Names names = structs.get(struct);
    if (names == null) {
      return Map.of();
    }
    Map<String, String> found = new TreeMap<>();
    Set<String> unsure = new HashSet<>();
    int compared = 0;
    for (Map.Entry<String, JsonNode> entry : at.properties()) {
      if (!struct.fields().containsKey(entry.getKey()) && compared++ < MAX_CANDIDATES) {
        List<Declared> like = names.like(entry.getKey());
        if (!like.isEmpty() && like.stream().noneMatch(field -> at.has(field.name()))) {
          like.stream()
              .filter(field -> isOptional(struct, field.name()))
              .filter(field -> ShapeCheck.couldBe(entry.getValue(), field.shape()))
              .filter(field -> found.put(field.name(), entry.getKey()) != null)
              .forEach(field -> unsure.add(field.name()));
        }
      }
    }
    found.keySet().removeAll(unsure);
    return found;
  }

  private static boolean isOptional(Shape.Struct struct, String name) {
    Shape.Field field = struct.fields().get(name);
    return field != null && !field.required();
  }

  /**
   * What to propose for a field that must be there, and is held whatever this says: so it may be
   * bolder. Among the fields nobody declared those whose value could be the missing one's: the
   * nearest in spelling, or one that shares a word with it, or the only one there is.
   */
  static Optional<String> guess(String missing, JsonNode at, Shape.Struct declared) {
    Shape.Field field = declared.fields().get(missing);
    List<String> candidates = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : at.properties()) {
      if (field != null
          && candidates.size() < MAX_CANDIDATES
          && !declared.fields().containsKey(entry.getKey())
          && UnknownFields.isName(entry.getKey())
          && ShapeCheck.couldBe(entry.getValue(), field.shape())) {
        candidates.add(entry.getKey());
      }
    }
    Optional<String> near = Spelling.nearest(missing, candidates);
    if (near.isPresent()) {
      return near;
    }
    Set<String> words = longWords(missing);
    Optional<String> related =
        candidates.stream()
            .filter(candidate -> longWords(candidate).stream().anyMatch(words::contains))
            .findFirst();
    return related.isPresent() || candidates.size() != 1
        ? related
        : Optional.of(candidates.getFirst());
  }

  private static Set<String> longWords(String name) {
    Set<String> words = new HashSet<>(Namesakes.words(name));
    words.removeIf(word -> word.length() <= 2);
    return words;
  }
}
