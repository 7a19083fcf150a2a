package io.mainstem.canonicalizer.merge;

import io.mainstem.schemas.Entities;
import io.mainstem.schemas.EntityType;
import io.mainstem.schemas.canonical.Ref;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/** Completes references by the canonical id of today; a fact's id is its alias. */
public final class References {
  private final CanonicalIds ids;

  public References(CanonicalIds ids) {
    this.ids = ids;
  }

  /** Aliases of the masters that this record refers to. */
  static Set<String> toMasters(IndexedRecord canonical) {
    Set<String> aliases = new TreeSet<>();
    each(
        canonical,
        ref -> {
          if (!isFact(ref.getAlias())) {
            aliases.add(ref.getAlias());
          }
        });
    return aliases;
  }

  public void fill(IndexedRecord canonical) {
    each(
        canonical,
        ref -> ref.setId(isFact(ref.getAlias()) ? ref.getAlias() : ids.of(ref.getAlias())));
  }

  private static void each(@Nullable Object value, Consumer<Ref> found) {
    switch (value) {
      case Ref ref -> found.accept(ref);
      case IndexedRecord nested ->
          nested.getSchema().getFields().forEach(field -> each(nested.get(field.pos()), found));
      case List<?> list -> list.forEach(element -> each(element, found));
      case null, default -> {}
    }
  }

  private static boolean isFact(String alias) {
    Optional<EntityType> type = Entities.ofId(alias);
    return type.isPresent() && !type.get().isMaster();
  }
}
