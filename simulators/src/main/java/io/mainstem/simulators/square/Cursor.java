package io.mainstem.simulators.square;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where a page ended, in a form nobody is meant to read. */
final class Cursor {
  private static final String MARK = "sim:";

  private Cursor() {}

  static String write(int position) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((MARK + position).getBytes(StandardCharsets.UTF_8));
  }

  /** 0 where there is no cursor; empty where it is none of ours. */
  static Optional<Integer> read(@Nullable String cursor) {
    if (cursor == null || cursor.isEmpty()) {
      return Optional.of(0);
    }
    try {
      String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
      return text.matches(MARK + "\\d{1,9}")
          ? Optional.of(Integer.parseInt(text.substring(MARK.length())))
          : Optional.empty();
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }
}
