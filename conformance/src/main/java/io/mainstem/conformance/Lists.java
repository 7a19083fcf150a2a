package io.mainstem.conformance;

import io.mainstem.connections.tool.ApiSpec;
import io.mainstem.connections.tool.ChangesSpec;
import io.mainstem.connections.tool.ListSpec;
import io.mainstem.connections.tool.ObjectSpec;
import io.mainstem.connections.tool.PageSpec;
import io.mainstem.connections.tool.Tool;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a tool file says of each of its lists and feeds, by the name of the reading. */
final class Lists {

  /**
   * One of them.
   *
   * @param objects whose records it brings or names
   * @param incremental it can be asked for what changed
   * @param tellsDeletes it says of records that they are gone
   */
  record Facts(PageSpec page, Set<String> objects, boolean incremental, boolean tellsDeletes) {
    boolean paged() {
      return !(page instanceof PageSpec.None);
    }

    /** Rows of a full page, where a shorter one is the last; else 0. */
    int fullPage() {
      return switch (page) {
        case PageSpec.Numbered numbered -> numbered.size();
        case PageSpec.Offset offset -> offset.size();
        case PageSpec.LastId last -> last.size();
        case PageSpec.None _,
            PageSpec.Cursor _,
            PageSpec.Url _,
            PageSpec.Link _,
            PageSpec.Token _ ->
            0;
      };
    }
  }

  private final Map<String, Facts> facts = new TreeMap<>();

  Lists(Tool tool, ApiSpec api) {
    for (ObjectSpec object : tool.specs().values()) {
      ListSpec list = object.list();
      if (list != null) {
        facts.put(object.name(), of(object.name(), list));
      }
      ChangesSpec changes = object.changes();
      if (changes != null) {
        facts.put(object.name() + ".changes", of(changes));
      }
    }
    api.changes().forEach(feed -> facts.put(feed.name(), of(feed)));
  }

  private static Facts of(String object, ListSpec list) {
    boolean kept = list.page() instanceof PageSpec.Token;
    return new Facts(
        list.page(),
        Set.of(object),
        list.every().incremental() != null && (list.since() != null || kept),
        !list.deleted().isEmpty());
  }

  private static Facts of(ChangesSpec feed) {
    String only = feed.only();
    return new Facts(
        feed.page(),
        only == null ? new TreeSet<>(feed.objects().values()) : Set.of(only),
        true,
        feed.deleted() != null);
  }

  Facts of(String name) {
    return Objects.requireNonNull(facts.get(name), name);
  }

  /** Enough records for a second page of every list. */
  int enough(int atLeast) {
    return Math.max(atLeast, facts.values().stream().mapToInt(Facts::fullPage).max().orElse(0) + 1);
  }
}
