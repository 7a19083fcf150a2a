package io.mainstem.connections.pull;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a reading stands: together with the tool file, it tells the next call.
 *
 * @param full everything is read, not only what changed
 * @param startedAt the tool had said nothing newer when the reading began
 * @param since the beginning, or null for all
 * @param sliceFrom beginning of the part under way, where a reading has parts
 * @param sliceTo its end, or null where it has none
 * @param deletedPass deleted records are read now
 * @param page what asks for the page, or null for the first
 * @param pages read so far
 * @param rows read so far in all
 * @param rowsOfList read so far in this list, for lists that end too early
 * @param newest time of the newest record so far
 * @param parents where each record of another object has a list of its own, or null
 */
public record PullState(
    boolean full,
    Instant startedAt,
    @Nullable Instant since,
    @Nullable Instant sliceFrom,
    @Nullable Instant sliceTo,
    boolean deletedPass,
    @Nullable String page,
    long pages,
    long rows,
    long rowsOfList,
    @Nullable Instant newest,
    @Nullable Parents parents) {

  /**
   * Records of another object, each with a list of its own.
   *
   * @param listing where their own reading stands; null once it is done
   * @param waiting values the list's texts name, of those not yet done; the first is under way
   */
  public record Parents(@Nullable PullState listing, List<Map<String, String>> waiting) {
    public Parents {
      waiting = List.copyOf(waiting);
    }
  }

  /** The same with another page. */
  PullState page(@Nullable String next) {
    return new PullState(
        full,
        startedAt,
        since,
        sliceFrom,
        sliceTo,
        deletedPass,
        next,
        pages,
        rows,
        rowsOfList,
        newest,
        parents);
  }

  PullState counted(int more, @Nullable Instant time) {
    return new PullState(
        full,
        startedAt,
        since,
        sliceFrom,
        sliceTo,
        deletedPass,
        page,
        pages + 1,
        rows + more,
        rowsOfList + more,
        Times.later(newest, time),
        parents);
  }

  /** The first page of another part. */
  PullState part(@Nullable Instant from, @Nullable Instant to, boolean deleted) {
    return new PullState(
        full, startedAt, since, from, to, deleted, null, pages, rows, 0, newest, parents);
  }

  PullState parents(@Nullable Parents others) {
    return new PullState(
        full,
        startedAt,
        since,
        sliceFrom,
        sliceTo,
        deletedPass,
        page,
        pages,
        rows,
        rowsOfList,
        newest,
        others);
  }

  PullState startedAt(Instant at) {
    return new PullState(
        full,
        at,
        since,
        sliceFrom,
        sliceTo,
        deletedPass,
        page,
        pages,
        rows,
        rowsOfList,
        newest,
        parents);
  }
}
