package io.mainstem.connections.pull;

import io.mainstem.connections.tool.CallSpec;
import io.mainstem.connections.tool.ChangesSpec;
import io.mainstem.connections.tool.ListSpec;
import io.mainstem.connections.tool.PageSpec;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What lists and change feeds have in common. */
record Listing(
    CallSpec call,
    String records,
    PageSpec page,
    ListSpec.@Nullable Since since,
    Map<String, String> deleted,
    Set<Integer> empty,
    int cap) {

  static Listing of(ListSpec list) {
    return new Listing(
        list.call(),
        list.records(),
        list.page(),
        list.since(),
        list.deleted(),
        list.empty(),
        list.cap());
  }

  static Listing of(ChangesSpec feed) {
    return new Listing(
        feed.call(), feed.records(), feed.page(), feed.since(), Map.of(), Set.of(), 0);
  }

  /** The call of one pass. */
  CallSpec call(boolean deletedPass) {
    return deletedPass ? call.with(deleted) : call;
  }
}
