package io.mainstem.canonicalizer.merge;

import io.mainstem.schemas.canonical.ElementOrigin;
import io.mainstem.schemas.canonical.LosingValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;

/**
 * Lists of several source records as one: every element once, in the order of the records and then
 * of its place; the first is the most important.
 */
final class Elements {
  /** Property of a field in the schema, and its value for lists merged by element. */
  private static final String MERGE = "merge";

  private static final String BY_ELEMENT = "elements";
  private static final JsonText JSON = JsonText.whole();

  private Elements() {}

  static boolean mergedBySchema(Schema.Field field) {
    return BY_ELEMENT.equals(field.getProp(MERGE));
  }

  /**
   * What came of it.
   *
   * @param origins of each element, in the list's order
   * @param losers elements of the same key that contradict the one that was taken
   */
  record Merged(List<Object> list, List<ElementOrigin> origins, List<LosingValue> losers) {}

  /** An element where it stands. */
  private record Said(Voice voice, Object element) {}

  /** Each element of one list once. */
  static List<Object> distinct(Collection<?> list) {
    Map<Likeness.Key, Object> byKey = new LinkedHashMap<>();
    list.forEach(element -> byKey.putIfAbsent(Likeness.key(element), element));
    return List.copyOf(byKey.values());
  }

  /** Merges the lists of these records, in this order. */
  static Merged merge(List<Voice> ranked, Schema.Field field) {
    List<Said> all = new ArrayList<>();
    for (Voice voice : ranked) {
      if (voice.says().get(field.pos()) instanceof List<?> list) {
        list.forEach(element -> all.add(new Said(voice, element)));
      }
    }
    Map<Likeness.Key, List<Said>> byKey = new LinkedHashMap<>();
    Map<String, Likeness.Key> used = used(all);
    for (Said said : all) {
      Likeness.Key own = Likeness.key(said.element());
      Likeness.Key key = own.use().isEmpty() ? used.getOrDefault(own.of(), own) : own;
      byKey.computeIfAbsent(key, _ -> new ArrayList<>()).add(said);
    }
    List<Object> list = new ArrayList<>();
    List<ElementOrigin> origins = new ArrayList<>();
    List<LosingValue> losers = new ArrayList<>();
    byKey.forEach(
        (key, same) -> {
          Said taken =
              same.stream()
                  .filter(said -> Likeness.key(said.element()).equals(key))
                  .findFirst()
                  .orElseGet(same::getFirst);
          list.add(taken.element());
          origins.add(new ElementOrigin(taken.voice().index(), agreeing(taken, same)));
          losers.addAll(contradicting(taken, same));
        });
    return new Merged(list, origins, losers);
  }

  /** What is listed for a use somewhere: who lists it without one means the same. */
  private static Map<String, Likeness.Key> used(List<Said> all) {
    Map<String, Likeness.Key> used = new LinkedHashMap<>();
    for (Said said : all) {
      Likeness.Key key = Likeness.key(said.element());
      if (!key.use().isEmpty()) {
        used.putIfAbsent(key.of(), key);
      }
    }
    return used;
  }

  private static List<Integer> agreeing(Said taken, List<Said> same) {
    return same.stream()
        .filter(said -> said.voice().index() != taken.voice().index())
        .filter(said -> Likeness.alike(taken.element(), said.element()))
        .map(said -> said.voice().index())
        .distinct()
        .sorted()
        .toList();
  }

  private static List<LosingValue> contradicting(Said taken, List<Said> same) {
    return same.stream()
        .filter(said -> !Likeness.alike(taken.element(), said.element()))
        .map(
            said ->
                new LosingValue(
                    said.voice().index(),
                    JSON.text(said.element()),
                    !said.voice().connection().equals(taken.voice().connection())))
        .toList();
  }
}
