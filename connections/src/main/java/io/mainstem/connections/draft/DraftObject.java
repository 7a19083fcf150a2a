package io.mainstem.connections.draft;

import org.jspecify.annotations.Nullable;

/**
 * One object of a draft.
 *
 * @param sure {@code specification} or {@code memory}
 * @param list how all of them are read, or null where nobody said
 * @param fetch how one is read, or null
 */
record DraftObject(
    String name,
    String sure,
    DraftShape.Struct shape,
    @Nullable Listing list,
    @Nullable Fetching fetch) {

  /**
   * A way to read all.
   *
   * @param records path of the records in an answer; empty where the answer is the list
   * @param page the flow mapping of the pagination
   */
  record Listing(String path, String records, String page) {}

  /**
   * A way to read one.
   *
   * @param unwrap path of the record in the answer; empty where the answer is the record
   */
  record Fetching(String path, String unwrap) {}
}
