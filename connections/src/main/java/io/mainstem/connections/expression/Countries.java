package io.mainstem.connections.expression;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Countries and languages by the names people and tools write. */
final class Countries {
  private static final List<Locale> SPOKEN =
      List.of(
          Locale.ENGLISH,
          Locale.GERMAN,
          Locale.FRENCH,
          Locale.ITALIAN,
          Locale.of("es"),
          Locale.of("nl"),
          Locale.of("pt"));

  /** Names in use that are not in the JDK's tables. */
  private static final Map<String, String> ALSO =
      Map.ofEntries(
          Map.entry("uk", "GB"),
          Map.entry("great britain", "GB"),
          Map.entry("england", "GB"),
          Map.entry("scotland", "GB"),
          Map.entry("wales", "GB"),
          Map.entry("northern ireland", "GB"),
          Map.entry("u.k.", "GB"),
          Map.entry("usa", "US"),
          Map.entry("u.s.", "US"),
          Map.entry("u.s.a.", "US"),
          Map.entry("united states of america", "US"),
          Map.entry("holland", "NL"),
          Map.entry("the netherlands", "NL"),
          Map.entry("republic of ireland", "IE"),
          Map.entry("eire", "IE"),
          Map.entry("czech republic", "CZ"),
          Map.entry("turkey", "TR"),
          Map.entry("south korea", "KR"),
          Map.entry("korea", "KR"),
          Map.entry("russian federation", "RU"),
          Map.entry("viet nam", "VN"),
          Map.entry("uae", "AE"),
          Map.entry("macedonia", "MK"));

  private static final Set<String> CODES = new TreeSet<>(Set.of(Locale.getISOCountries()));
  private static final Map<String, String> COUNTRIES = countries();
  private static final Map<String, String> LANGUAGES = languages();

  private Countries() {}

  static boolean isCode(String text) {
    return CODES.contains(text);
  }

  static Set<String> codes() {
    return CODES;
  }

  /** ISO 3166-1 alpha-2 of a name or of a code of two or three letters. */
  static Optional<String> country(String written) {
    return Optional.ofNullable(COUNTRIES.get(written.strip().toLowerCase(Locale.ROOT)));
  }

  /** BCP 47 of a name or tag: {@code en_GB}, {@code German}. */
  static Optional<String> language(String written) {
    String text = written.strip();
    String named = LANGUAGES.get(text.toLowerCase(Locale.ROOT));
    if (named != null) {
      return Optional.of(named);
    }
    Locale tag = Locale.forLanguageTag(text.replace('_', '-'));
    return LANGUAGES.containsValue(tag.getLanguage())
        ? Optional.of(tag.toLanguageTag())
        : Optional.empty();
  }

  private static Map<String, String> countries() {
    Map<String, String> names = new HashMap<>();
    for (String code : CODES) {
      Locale country = Locale.of("", code);
      for (Locale language : SPOKEN) {
        names.putIfAbsent(country.getDisplayCountry(language).toLowerCase(Locale.ROOT), code);
      }
      names.put(country.getISO3Country().toLowerCase(Locale.ROOT), code);
    }
    CODES.forEach(code -> names.put(code.toLowerCase(Locale.ROOT), code));
    names.putAll(ALSO);
    return Map.copyOf(names);
  }

  private static Map<String, String> languages() {
    Map<String, String> names = new HashMap<>();
    for (String code : Locale.getISOLanguages()) {
      Locale language = Locale.of(code);
      for (Locale in : List.of(Locale.ENGLISH, language)) {
        names.putIfAbsent(language.getDisplayLanguage(in).toLowerCase(Locale.ROOT), code);
      }
    }
    return Map.copyOf(names);
  }
}
