package io.mainstem.canonicalizer.merge;

import io.mainstem.schemas.event.FieldChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/** The fields whose values differ between two versions of a canonical record. */
public final class Differences {
  private static final JsonText JSON = JsonText.whole();

  private Differences() {}

  public static List<FieldChange> between(@Nullable IndexedRecord before, IndexedRecord after) {
    List<FieldChange> changes = new ArrayList<>();
    for (Schema.Field field : Envelope.businessFields(after.getSchema())) {
      add(changes, field.name(), value(before, field), after.get(field.pos()));
    }
    Schema.Field extensions = after.getSchema().getField(Envelope.EXTENSIONS);
    add(changes, extensions.name(), value(before, extensions), after.get(extensions.pos()));
    return changes;
  }

  private static void add(
      List<FieldChange> changes, String field, @Nullable Object before, @Nullable Object after) {
    if ((supplied(before) || supplied(after)) && !Content.same(before, after)) {
      changes.add(new FieldChange(field, json(before), json(after)));
    }
  }

  private static boolean supplied(@Nullable Object value) {
    return Envelope.isSupplied(value) && !(value instanceof Map<?, ?> map && map.isEmpty());
  }

  private static @Nullable Object value(@Nullable IndexedRecord holder, Schema.Field field) {
    return holder == null ? null : holder.get(field.pos());
  }

  private static @Nullable String json(@Nullable Object value) {
    return supplied(value) ? JSON.text(value) : null;
  }
}
