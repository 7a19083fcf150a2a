package io.mainstem.connections.expression;

import io.mainstem.schemas.canonical.PersonName;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Names of persons, split as Western names are: what stands first is given, what stands last is the
 * family's. Where a name does not say so itself the confidence is lower.
 */
final class Names {
  private static final Set<String> PREFIXES =
      Set.of(
          "mr",
          "mrs",
          "ms",
          "miss",
          "mx",
          "dr",
          "prof",
          "sir",
          "dame",
          "lord",
          "lady",
          "rev",
          "herr",
          "frau",
          "mme",
          "mlle",
          "sra",
          "ing",
          "dipl-ing");
  private static final Set<String> SUFFIXES =
      Set.of("jr", "sr", "ii", "iii", "iv", "phd", "md", "obe", "mbe", "cbe", "esq", "mba");
  private static final Set<String> PARTICLES =
      Set.of(
          "de", "la", "las", "los", "del", "della", "di", "da", "das", "do", "dos", "du", "des",
          "van", "von", "der", "den", "vom", "zu", "zur", "le", "bin", "ibn", "al", "el", "ter",
          "ten", "af", "av", "st", "san", "y");
  private static final Pattern ASIDE = Pattern.compile("\\s*\\(([^()]*)\\)");
  private static final Pattern NO_NAME = Pattern.compile(".*([0-9@&+/]| and | und | et ).*");
  private static final int MAX_CHARS = 200;
  private static final int MANY_WORDS = 5;

  private Names() {}

  /** From one text: {@code Dr. Sarah Jane Smith}, {@code Smith, John (Mr)}. */
  static @Nullable PersonName of(String written) {
    String full = written.strip().replaceAll("\\s+", " ");
    if (full.isEmpty()) {
      return null;
    }
    PersonName.Builder name = PersonName.newBuilder().setFull(full);
    if (full.length() > MAX_CHARS) {
      return name.setGiven(full).setParseConfidence(scaled("0.1")).build();
    }
    String rest = asides(full, name);
    boolean familyFirst = false;
    int comma = rest.indexOf(',');
    if (comma > 0) {
      String after = rest.substring(comma + 1).strip();
      if (SUFFIXES.contains(bare(after))) {
        name.setSuffix(after);
        rest = rest.substring(0, comma);
      } else {
        familyFirst = !after.isEmpty();
        name.setFamily(familyFirst ? rest.substring(0, comma).strip() : null);
        rest = familyFirst ? after : rest.substring(0, comma);
      }
    }
    List<String> words = new ArrayList<>(Arrays.asList(rest.strip().split(" ")));
    titles(words, name);
    int count = words.size();
    if (!familyFirst && words.size() > 1) {
      name.setFamily(family(words));
    }
    name.setGiven(words.removeFirst());
    if (!words.isEmpty()) {
      name.setMiddle(String.join(" ", words));
    }
    boolean doubtful = NO_NAME.matcher(full.toLowerCase(Locale.ROOT)).matches();
    return name.setParseConfidence(scaled(doubtful ? "0.2" : confidence(count, familyFirst)))
        .build();
  }

  /** From its parts, either of which may be missing. */
  static @Nullable PersonName of(@Nullable String given, @Nullable String family) {
    if (given == null && family == null) {
      return null;
    }
    String first = given == null ? "" : given.strip();
    String last = family == null ? "" : family.strip();
    return PersonName.newBuilder()
        .setGiven(first.isEmpty() ? null : first)
        .setFamily(last.isEmpty() ? null : last)
        .setFull((first + " " + last).strip())
        .build();
  }

  /** Takes out what stands in brackets: a title, or a nickname nobody asked for. */
  private static String asides(String full, PersonName.Builder name) {
    Matcher aside = ASIDE.matcher(full);
    StringBuilder rest = new StringBuilder();
    while (aside.find()) {
      String inside = aside.group(1).strip();
      if (PREFIXES.contains(bare(inside))) {
        name.setPrefix(inside);
      }
      aside.appendReplacement(rest, "");
    }
    String without = aside.appendTail(rest).toString().strip();
    return without.isEmpty() ? full : without;
  }

  private static void titles(List<String> words, PersonName.Builder name) {
    List<String> prefixes = new ArrayList<>();
    while (words.size() > 1 && PREFIXES.contains(bare(words.getFirst()))) {
      prefixes.add(words.removeFirst());
    }
    if (!prefixes.isEmpty()) {
      name.setPrefix(String.join(" ", prefixes));
    }
    if (words.size() > 2 && SUFFIXES.contains(bare(words.getLast()))) {
      name.setSuffix(words.removeLast());
    }
  }

  /** The last word and the particles before it; always leaves one word. */
  private static String family(List<String> words) {
    int from = words.size() - 1;
    while (from > 1 && PARTICLES.contains(words.get(from - 1).toLowerCase(Locale.ROOT))) {
      from--;
    }
    List<String> family = words.subList(from, words.size());
    String text = String.join(" ", family);
    family.clear();
    return text;
  }

  private static String confidence(int words, boolean familyFirst) {
    if (familyFirst) {
      return "0.95";
    }
    return words == 1 ? "0.5" : words == 2 ? "0.95" : words < MANY_WORDS ? "0.8" : "0.5";
  }

  private static BigDecimal scaled(String number) {
    return new BigDecimal(number).setScale(6);
  }

  private static String bare(String word) {
    return word.replace(".", "").toLowerCase(Locale.ROOT);
  }
}
