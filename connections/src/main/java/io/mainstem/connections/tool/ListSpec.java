package io.mainstem.connections.tool;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How all records of one kind are read.
 *
 * @param records path of the rows in the answer, e.g. {@code results[]}
 * @param ids rows only name records: each must be fetched
 * @param deleted parameters that list deleted records instead; empty where there is no such list
 * @param each object whose every record has a list of its own, or null
 * @param empty statuses that mean an empty list
 * @param cap records after which the tool gives no further page: the reading goes on from the
 *     newest time it saw; 0 for none
 */
public record ListSpec(
    CallSpec call,
    String records,
    boolean ids,
    PageSpec page,
    @Nullable Since since,
    Map<String, String> deleted,
    Every every,
    @Nullable String each,
    Set<Integer> empty,
    int cap) {

  /**
   * How only what changed is asked for.
   *
   * @param as how a time is written: {@code iso}, {@code seconds}, {@code millis}, {@code rfc1123}
   *     or a pattern
   * @param until where the end goes, or null: then every call reads one window
   * @param overlap read again before the last mark, for what the tool published late
   * @param window how far back the tool can tell, or with {@code until} how much one call covers
   * @param ascending rows come oldest first, so that progress can be kept in the middle
   * @param start how far back a full reading goes; null for all
   */
  public record Since(
      Put put,
      String as,
      @Nullable Put until,
      Duration overlap,
      @Nullable Duration window,
      boolean ascending,
      @Nullable Duration start) {}

  /**
   * How often.
   *
   * @param incremental null where the list cannot tell what changed
   * @param full null for once only
   */
  public record Every(@Nullable Duration incremental, @Nullable Duration full) {}
}
