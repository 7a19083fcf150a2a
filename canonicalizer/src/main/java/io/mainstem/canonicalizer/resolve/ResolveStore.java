package io.mainstem.canonicalizer.resolve;

import io.mainstem.canonicalizer.fragment.Token;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What resolution keeps: records by key, and who holds which identifier. */
public interface ResolveStore {

  @Nullable SourceRecord record(String key);

  void put(SourceRecord record);

  void hold(String entity, Token token, String key);

  void release(String entity, Token token, String key);

  /** Keys of records holding the token, sorted, at most {@code limit}. */
  List<String> holders(String entity, Token token, int limit);
}
