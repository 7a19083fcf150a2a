package io.mainstem.canonicalizer.resolve;

import io.mainstem.canonicalizer.fragment.Token;
import io.mainstem.connections.identity.Decision;
import io.mainstem.connections.identity.Profile;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What resolution keeps: records by key, who holds which identifier, who is in which block, which
 * are alike, what people decided, and what was suggested to them.
 */
public interface ResolveStore {

  @Nullable SourceRecord record(String key);

  void put(SourceRecord record);

  void hold(String entity, Token token, String key);

  void release(String entity, Token token, String key);

  /** Keys of records holding the token, sorted, at most {@code limit}. */
  List<String> holders(String entity, Token token, int limit);

  /**
   * Puts the record in a block; one that is in it already gets the new profile.
   *
   * @param profile what it is compared by, or null where nobody is compared in this block
   */
  void enter(String entity, String block, String key, @Nullable Profile profile);

  void leave(String entity, String block, String key);

  /** Who is in the block, by key, at most {@code limit}. */
  List<Neighbour> block(String entity, String block, int limit);

  /** Keys of the records this one is alike to, and how much, in bits. */
  Map<String, Double> likes(String key);

  void putLikes(String key, Map<String, Double> likes);

  /** Decisions that name this record. */
  List<Decision> decisions(String key);

  void putDecisions(String key, List<Decision> decisions);

  /** Keys of records that a person was asked about together with this one, by what likeness. */
  Map<String, Double> suggested(String key);

  void putSuggested(String key, Map<String, Double> others);
}
