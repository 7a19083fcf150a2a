package io.mainstem.benchmarks;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Invented customers of a country, without end: the same number gives the same card, and nothing is
 * held in memory. Names, towns and streets are as unevenly spread as real ones (Zipf and
 * Mandelbrot: the most frequent of 200 000 family names has 0.9 % of people, the first thousand 46
 * %). Of ten cards seven are of somebody new; two are of somebody met before, known to another tool
 * and written otherwise; one is a later version of a card met before.
 */
final class Population {
  private static final List<String> ONSETS =
      List.of("b", "br", "c", "d", "f", "g", "h", "k", "l", "m", "n", "p", "r", "s", "st", "t");

  private static final List<String> RIMES =
      List.of("a", "an", "ar", "e", "el", "en", "er", "i", "in", "o", "ol", "on", "or", "u", "un");

  private static final List<String> KINDS =
      List.of("Street", "Road", "Lane", "Close", "Avenue", "Way", "Court", "Gardens");

  private static final List<String> TOOLS = List.of("crm", "till", "books");
  private static final LocalDate OLDEST = LocalDate.of(1940, 1, 1);
  private static final int BIRTHDAYS = 25_000;
  private static final int GIVEN_NAMES = 20_000;
  private static final int FAMILY_NAMES = 200_000;
  private static final int TOWNS = 1_500;
  private static final int STREETS = 30_000;
  private static final int POSTCODES_A_TOWN = 1_000;

  private final long seed;

  Population(long seed) {
    this.seed = seed;
  }

  /**
   * What one tool says of one customer, at one version.
   *
   * @param id of the record in its tool
   * @param tool which of them
   */
  record Card(
      String tool,
      String id,
      long version,
      String given,
      String family,
      @Nullable LocalDate born,
      @Nullable String email,
      @Nullable String phone,
      @Nullable String street,
      String town,
      @Nullable String postcode) {}

  /** The card that comes at this place of the stream. */
  Card card(long number) {
    SplittableRandom random = of(number, 1);
    int kind = random.nextInt(10);
    if (number == 0 || kind < 7) {
      return first(number, 1);
    }
    long earlier = person(random.nextLong(number));
    return kind < 9 ? other(earlier, number, random) : first(earlier, 1 + number);
  }

  /** Whom a card is of: the number of the first card of that person. */
  long person(long number) {
    long at = number;
    while (at > 0) {
      SplittableRandom random = of(at, 1);
      if (random.nextInt(10) < 7) {
        return at;
      }
      at = random.nextLong(at);
    }
    return 0;
  }

  /** A person's first card, or a later version of it: they moved house. */
  private Card first(long person, long version) {
    // Of three people two share a home, a family name and, often, a phone.
    long home = version > 1 ? -version : person % 3 == 2 ? person - 1 : person;
    SplittableRandom who = of(person, 2);
    SplittableRandom where = of(home, 3);
    SplittableRandom family = of(person % 3 == 2 ? person - 1 : person, 4);
    String given = name(zipf(who, GIVEN_NAMES, 6), 2);
    String surname = name(zipf(family, FAMILY_NAMES, 12), 3);
    LocalDate born = who.nextInt(10) < 6 ? OLDEST.plusDays(who.nextInt(BIRTHDAYS)) : null;
    String email =
        who.nextInt(10) < 7
            ? (given + "." + surname + who.nextInt(1_000_000) + "@mail.example")
                .toLowerCase(Locale.ROOT)
            : null;
    String ofHome = phone(where);
    String phone = who.nextInt(10) < 3 ? ofHome : who.nextInt(10) < 6 ? phone(who) : null;
    int town = zipf(where, TOWNS, 8);
    int area = where.nextInt(POSTCODES_A_TOWN);
    String street =
        1
            + where.nextInt(120)
            + " "
            + name(zipf(where, STREETS, 10), 5)
            + " "
            + KINDS.get(where.nextInt(KINDS.size()));
    return new Card(
        TOOLS.getFirst(),
        Long.toString(person),
        version,
        given,
        surname,
        born,
        email,
        phone,
        street,
        name(town, 7),
        postcode(town, area));
  }

  /** The same person in another tool: an initial, a slip, an identifier missing. */
  private Card other(long person, long number, SplittableRandom random) {
    Card card = first(person, 1);
    String given =
        switch (random.nextInt(8)) {
          case 0 -> card.given().substring(0, 1);
          case 1 -> slip(card.given(), random);
          default -> card.given();
        };
    return new Card(
        TOOLS.get(1 + random.nextInt(2)),
        Long.toString(number),
        1,
        given,
        random.nextInt(8) == 0 ? slip(card.family(), random) : card.family(),
        random.nextInt(3) == 0 ? null : card.born(),
        random.nextInt(2) == 0 ? null : card.email(),
        random.nextInt(2) == 0 ? null : card.phone(),
        random.nextInt(4) == 0 ? null : card.street(),
        card.town(),
        random.nextInt(8) == 0 ? null : card.postcode());
  }

  private SplittableRandom of(long number, int purpose) {
    return new SplittableRandom((seed * 31 + purpose) * 0x9E3779B97F4A7C15L + number).split();
  }

  /** A rank, 0 the most frequent; {@code flat} is how alike the first ones are. */
  private static int zipf(SplittableRandom random, int ranks, double flat) {
    double rank = flat * (Math.pow(1 + ranks / flat, random.nextDouble()) - 1);
    return Math.min(ranks - 1, (int) rank);
  }

  /** A name that only this rank of its kind has. */
  private static String name(int rank, int kind) {
    int syllables = ONSETS.size() * RIMES.size();
    // Neighbours in rank are not neighbours in spelling.
    long rest = (rank + 1L) * 7919 % 13_824_000 + kind;
    StringBuilder name = new StringBuilder();
    for (int i = 0; i < 2 || rest > 0; i++) {
      int syllable = (int) (rest % syllables);
      name.append(ONSETS.get(syllable / RIMES.size())).append(RIMES.get(syllable % RIMES.size()));
      rest /= syllables;
    }
    return Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }

  /** A mobile number of the United Kingdom. */
  private static String phone(SplittableRandom random) {
    return "+447" + (400_000_000 + random.nextInt(99_999_999));
  }

  private static String postcode(int town, int area) {
    return ""
        + (char) ('A' + town % 26)
        + (char) ('A' + town / 26 % 26)
        + (1 + town / 676)
        + " "
        + area / 100
        + (char) ('A' + area / 10 % 10)
        + (char) ('A' + area % 10);
  }

  /** Two neighbours change places. */
  private static String slip(String name, SplittableRandom random) {
    int at = random.nextInt(name.length() - 1);
    return name.substring(0, at) + name.charAt(at + 1) + name.charAt(at) + name.substring(at + 2);
  }
}
