package io.mainstem.canonicalizer.merge;

import io.mainstem.schemas.Entities;
import io.mainstem.schemas.EntityType;
import io.mainstem.schemas.canonical.Ref;
import java.util.List;
import java.util.Optional;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/** Completes references by the canonical id known at the time; a fact's id is its alias. */
final class References {
  private final CanonicalIds ids;

  References(CanonicalIds ids) {
    this.ids = ids;
  }

  void fill(@Nullable Object value) {
    switch (value) {
      case Ref ref -> ref.setId(canonicalId(ref.getAlias()));
      case IndexedRecord nested ->
          nested.getSchema().getFields().forEach(field -> fill(nested.get(field.pos())));
      case List<?> list -> list.forEach(this::fill);
      case null, default -> {}
    }
  }

  private @Nullable String canonicalId(String alias) {
    Optional<EntityType> type = Entities.ofId(alias);
    return type.isPresent() && !type.get().isMaster() ? alias : ids.of(alias);
  }
}
