package io.mainstem.canonicalizer.merge;

import io.mainstem.schemas.canonical.SourceRef;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/**
 * What a canonical record says, without when and how often it was said: two runs over the same
 * events must agree on this. Left out are the record's version and times, the version and time of
 * its sources.
 */
public final class Content {
  private static final Set<String> PASSING = Set.of("version", "occurredAt", "updatedAt");
  private static final JsonText TEXT = JsonText.of((schema, field) -> counts(schema, field));

  private Content() {}

  /** The content as JSON text with sorted maps: equal texts, equal content. */
  public static String text(IndexedRecord canonical) {
    return TEXT.text(canonical);
  }

  public static boolean same(@Nullable Object left, @Nullable Object right) {
    if (left instanceof IndexedRecord one && right instanceof IndexedRecord other) {
      return sameRecord(one, other);
    }
    if (left instanceof List<?> one && right instanceof List<?> other) {
      return sameList(one, other);
    }
    if (left instanceof Map<?, ?> one && right instanceof Map<?, ?> other) {
      return one.keySet().equals(other.keySet())
          && one.keySet().stream().allMatch(key -> same(one.get(key), other.get(key)));
    }
    return Objects.equals(left, right);
  }

  private static boolean sameRecord(IndexedRecord one, IndexedRecord other) {
    return one.getSchema().equals(other.getSchema())
        && one.getSchema().getFields().stream()
            .filter(field -> counts(one.getSchema(), field))
            .allMatch(field -> same(one.get(field.pos()), other.get(field.pos())));
  }

  private static boolean sameList(List<?> one, List<?> other) {
    Iterator<?> next = other.iterator();
    return one.size() == other.size() && one.stream().allMatch(each -> same(each, next.next()));
  }

  private static boolean counts(Schema schema, Schema.Field field) {
    if (schema.getFullName().equals(SourceRef.getClassSchema().getFullName())) {
      return !field.name().equals("version") && !field.name().equals("seenAt");
    }
    return schema.getField("provenance") == null || !PASSING.contains(field.name());
  }
}
