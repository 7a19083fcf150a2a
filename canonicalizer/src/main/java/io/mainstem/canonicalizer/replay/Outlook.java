package io.mainstem.canonicalizer.replay;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * What other files would make of one entity's records.
 *
 * @param before how many canonical records there are today
 * @param records those there would be, by id
 * @param differences each record that would change, by id
 * @param mergeAtMost canonical records that may be absorbed
 * @param ruled whether the rules of identity differ, so that the brake looks at them
 */
public record Outlook(
    String entity,
    int before,
    SortedMap<String, SpecificRecord> records,
    List<Difference> differences,
    int mergeAtMost,
    boolean ruled) {

  public Outlook {
    records = Collections.unmodifiableSortedMap(new TreeMap<>(records));
    differences = List.copyOf(differences);
  }

  /** One canonical record that would not be as it is. */
  public sealed interface Difference {
    String id();
  }

  /** It would become part of another. */
  public record Merged(String id, String into) implements Difference {}

  /** It would stand alone, or with others, and is part of another today. */
  public record Split(String id, String from) implements Difference {}

  /**
   * It would say something else.
   *
   * @param fields whose value would be another; none where only members or reasons would
   * @param conflicts fields that would contradict a system, and which
   * @param settled that contradict one today and would no longer
   */
  public record Changed(String id, List<Field> fields, List<String> conflicts, List<String> settled)
      implements Difference {
    public Changed {
      fields = List.copyOf(fields);
      conflicts = List.copyOf(conflicts);
      settled = List.copyOf(settled);
    }
  }

  /**
   * A value, as JSON, before and after, and whose it is.
   *
   * @param beforeOf connection; null where there is no value
   * @param afterOf the same
   */
  public record Field(
      String name,
      @Nullable String before,
      @Nullable String after,
      @Nullable String beforeOf,
      @Nullable String afterOf) {}

  public long merged() {
    return differences.stream().filter(Merged.class::isInstance).count();
  }

  public long split() {
    return differences.stream().filter(Split.class::isInstance).count();
  }

  public long changed() {
    return differences.stream().filter(Changed.class::isInstance).count();
  }

  /** Whether the canonicalizer would refuse to take these rules up. */
  public boolean braked() {
    return ruled && merged() > mergeAtMost;
  }
}
