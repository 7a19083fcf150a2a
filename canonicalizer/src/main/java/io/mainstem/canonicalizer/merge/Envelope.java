package io.mainstem.canonicalizer.merge;

import io.mainstem.schemas.EntityType;
import java.util.List;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** The fields every canonical record has besides what it says about the business. */
public final class Envelope {
  public static final String ID = "id";
  public static final String VERSION = "version";
  public static final String OCCURRED_AT = "occurredAt";
  public static final String UPDATED_AT = "updatedAt";
  public static final String SOURCES = "sources";
  public static final String PROVENANCE = "provenance";
  public static final String MISSING = "missing";
  public static final String DELETED = "deleted";
  public static final String MERGED_INTO = "mergedInto";
  public static final String EXTENSIONS = "extensions";

  private static final Set<String> NAMES =
      Set.of(
          ID,
          VERSION,
          OCCURRED_AT,
          UPDATED_AT,
          SOURCES,
          PROVENANCE,
          MISSING,
          DELETED,
          MERGED_INTO,
          EXTENSIONS);

  private Envelope() {}

  /** The fields that are not of the envelope, in the schema's order. */
  public static List<Schema.Field> businessFields(Schema schema) {
    return schema.getFields().stream().filter(field -> !NAMES.contains(field.name())).toList();
  }

  public static @Nullable Object get(IndexedRecord canonical, String field) {
    return canonical.get(canonical.getSchema().getField(field).pos());
  }

  public static void set(IndexedRecord canonical, String field, @Nullable Object value) {
    canonical.put(canonical.getSchema().getField(field).pos(), value);
  }

  public static String id(IndexedRecord canonical) {
    return String.valueOf(get(canonical, ID));
  }

  public static long version(IndexedRecord canonical) {
    return get(canonical, VERSION) instanceof Long version ? version : 0;
  }

  public static boolean deleted(IndexedRecord canonical) {
    return Boolean.TRUE.equals(get(canonical, DELETED));
  }

  public static @Nullable String mergedInto(IndexedRecord canonical) {
    return get(canonical, MERGED_INTO) instanceof String into ? into : null;
  }

  /** A record with no value but the defaults of its schema. */
  public static SpecificRecord blank(EntityType entity) {
    SpecificData model = SpecificData.getForClass(entity.type());
    SpecificRecord blank =
        (SpecificRecord) SpecificData.newInstance(entity.type(), entity.schema());
    for (Schema.Field field : entity.schema().getFields()) {
      if (field.hasDefaultValue()) {
        blank.put(field.pos(), model.getDefaultValue(field));
      }
    }
    return blank;
  }

  /** Copies the top level; nested values are shared and never changed. */
  public static SpecificRecord copy(EntityType entity, IndexedRecord original) {
    SpecificRecord copy = (SpecificRecord) SpecificData.newInstance(entity.type(), entity.schema());
    original
        .getSchema()
        .getFields()
        .forEach(field -> copy.put(field.pos(), original.get(field.pos())));
    return copy;
  }

  /** Whether somebody supplied it: neither null nor an empty list. */
  public static boolean isSupplied(@Nullable Object value) {
    return value != null && !(value instanceof List<?> list && list.isEmpty());
  }
}
