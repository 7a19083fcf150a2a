package io.mainstem.simulators.vendor;

import io.mainstem.simulators.vendor.Refusal.Why;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param next where the next page starts, in a form nobody is meant to read, or null
 */
public record Slice<T>(List<T> items, @Nullable String next) {
  private static final String MARK = "at:";

  public Slice {
    items = List.copyOf(items);
  }

  public boolean more() {
    return next != null;
  }

  /** From a position, from 0. */
  public static <T> Slice<T> at(List<T> all, int from, int size) {
    int start = Math.min(Math.max(from, 0), all.size());
    int end = Math.min(start + Math.max(size, 0), all.size());
    return new Slice<>(all.subList(start, end), end < all.size() ? cursor(end) : null);
  }

  /**
   * From a cursor given out before, or from the start.
   *
   * @throws Refusal where the cursor is none of ours
   */
  public static <T> Slice<T> after(List<T> all, @Nullable String cursor, int size) {
    return at(all, position(cursor), size);
  }

  private static String cursor(int position) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((MARK + position).getBytes(StandardCharsets.UTF_8));
  }

  private static int position(@Nullable String cursor) {
    if (cursor == null || cursor.isEmpty()) {
      return 0;
    }
    try {
      String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
      if (text.matches(MARK + "\\d{1,9}")) {
        return Integer.parseInt(text.substring(MARK.length()));
      }
    } catch (IllegalArgumentException notBase64) {
      throw new Refusal(Why.INVALID, "The cursor is not valid.");
    }
    throw new Refusal(Why.INVALID, "The cursor is not valid.");
  }
}
