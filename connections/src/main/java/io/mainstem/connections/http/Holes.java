package io.mainstem.connections.http;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Texts with holes such as {@code {setting.list}}. */
public final class Holes {
  private static final Pattern HOLE =
      Pattern.compile("\\{([A-Za-z][A-Za-z0-9_-]*(?:\\.[A-Za-z0-9_-]+)*)}");
  private static final Pattern OF_CONNECTION =
      Pattern.compile("(setting|secret|token)\\.[A-Za-z0-9_-]+");

  private Holes() {}

  /** The names of the holes. */
  public static Set<String> in(String text) {
    Set<String> names = new LinkedHashSet<>();
    HOLE.matcher(text).results().forEach(found -> names.add(found.group(1)));
    return names;
  }

  /** Whether every text about a connection may have it. */
  public static boolean isOfConnection(String hole) {
    return OF_CONNECTION.matcher(hole).matches();
  }

  /** The text with its holes filled; a hole for which there is no value stays. */
  public static String fill(String text, Function<String, @Nullable String> values) {
    if (text.indexOf('{') < 0) {
      return text;
    }
    return HOLE.matcher(text).replaceAll(found -> replacement(found, values));
  }

  private static String replacement(MatchResult found, Function<String, @Nullable String> values) {
    String value = values.apply(found.group(1));
    return Matcher.quoteReplacement(value == null ? found.group() : value);
  }
}
