package io.mainstem.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import io.mainstem.schemas.AliasId;
import io.mainstem.schemas.Entities;
import io.mainstem.schemas.EntityType;
import io.mainstem.schemas.SourceKey;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/**
 * Holds what was written in a sample against what came out; what is not written may be anything.
 */
final class Likeness {
  private final String connection;

  Likeness(String connection) {
    this.connection = connection;
  }

  Optional<String> difference(String path, JsonNode expected, @Nullable Object actual) {
    if (expected.isNull()) {
      return actual == null || (actual instanceof Collection<?> list && list.isEmpty())
          ? Optional.empty()
          : Optional.of(path + " is " + actual + " (expected: nothing)");
    }
    if (actual instanceof IndexedRecord record) {
      return expected.isTextual()
          ? reference(path, expected.asText(), record)
          : fields(path, expected, record);
    }
    if (actual instanceof Collection<?> list) {
      return elements(path, expected, list);
    }
    if (actual instanceof Map<?, ?> map) {
      for (var field : expected.properties()) {
        Optional<String> difference =
            difference(path + "." + field.getKey(), field.getValue(), map.get(field.getKey()));
        if (difference.isPresent()) {
          return difference;
        }
      }
      return Optional.empty();
    }
    if (actual == null) {
      return expected.isArray() && expected.isEmpty()
          ? Optional.empty()
          : Optional.of(path + " is " + actual + " (expected: " + expected + ")");
    }
    return isLike(expected.asText(), actual)
        ? Optional.empty()
        : Optional.of(path + " is " + actual + " (expected: " + expected.asText() + ")");
  }

  private static boolean isLike(String expected, Object actual) {
    if (actual instanceof BigDecimal number) {
      try {
        return number.compareTo(new BigDecimal(expected)) == 0;
      } catch (NumberFormatException e) {
        return false;
      }
    }
    return expected.equals(actual.toString());
  }

  private Optional<String> fields(String path, JsonNode expected, IndexedRecord record) {
    for (var field : expected.properties()) {
      if (field.getKey().equals("entity") && record.getSchema().getField("entity") == null) {
        continue;
      }
      Schema.Field known = record.getSchema().getField(field.getKey());
      if (known == null) {
        return Optional.of(path + " has no field '" + field.getKey() + "'");
      }
      Optional<String> difference =
          difference(path + "." + field.getKey(), field.getValue(), record.get(known.pos()));
      if (difference.isPresent()) {
        return difference;
      }
    }
    return Optional.empty();
  }

  private Optional<String> elements(String path, JsonNode expected, Collection<?> list) {
    if (!expected.isArray() || expected.size() != list.size()) {
      return Optional.of(path + " has " + list.size() + " elements (expected: " + expected + ")");
    }
    int index = 0;
    for (Object element : list) {
      Optional<String> difference =
          difference(path + "[" + index + "]", expected.get(index), element);
      if (difference.isPresent()) {
        return difference;
      }
      index++;
    }
    return Optional.empty();
  }

  /** {@code object|id} is the record whose alias, for some entity, stands there. */
  private Optional<String> reference(String path, String expected, IndexedRecord record) {
    Schema.Field alias = record.getSchema().getField("alias");
    int bar = expected.indexOf('|');
    if (alias == null || bar <= 0 || bar == expected.length() - 1) {
      return Optional.of(path + " is no text (expected: " + expected + ")");
    }
    SourceKey key =
        new SourceKey(connection, expected.substring(0, bar), expected.substring(bar + 1));
    Object actual = record.get(alias.pos());
    for (EntityType entity : Entities.all()) {
      if (AliasId.of(entity, key).equals(String.valueOf(actual))) {
        return Optional.empty();
      }
    }
    return Optional.of(path + " refers to another record (expected: " + expected + ")");
  }
}
