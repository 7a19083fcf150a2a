package io.mainstem.canonicalizer.merge;

import io.mainstem.schemas.EntityType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What merging keeps: golden records, which of them refer to whom, and ids that changed. */
public interface MergeStore {

  GoldenState golden(EntityType entity, String id);

  void putGolden(EntityType entity, String id, GoldenState state);

  /** The canonical id of an alias; null where it never had any but its own. */
  @Nullable String canonicalId(String alias);

  void putCanonicalId(String alias, String id);

  void refer(String alias, String id);

  void unrefer(String alias, String id);

  /** Ids of records that refer to the alias and come after this one, sorted, at most so many. */
  List<String> referrers(String alias, String after, int limit);

  /** One of those that are left to be done; null where none is. */
  @Nullable Unfinished unfinished();

  void putUnfinished(Unfinished unfinished);

  void removeUnfinished(String alias);
}
