package io.mainstem.simulators.vendor;

import java.util.List;
import java.util.Locale;

/**
 * Invented people and their companies, the same for every tool: the n-th customer of one is the
 * n-th of another.
 *
 * @param phone E.164, of the ranges Ofcom keeps for drama
 */
public record Cast(
    long number,
    String given,
    String family,
    String email,
    String phone,
    String company,
    String street,
    String town,
    String postcode) {
  private static final List<String> GIVEN =
      List.of(
          "Amara", "Bela", "Cyrus", "Delia", "Edwin", "Farah", "Gwen", "Hamza", "Iris", "Jonah",
          "Keziah", "Leo", "Mina", "Nils", "Odette", "Priya", "Quentin", "Rhys", "Saoirse");
  private static final List<String> FAMILY =
      List.of(
          "Ambercote",
          "Bramblefield",
          "Cinderholt",
          "Dapplemere",
          "Eldershaw",
          "Fernstead",
          "Gorsethorpe",
          "Hazelwick",
          "Inkworth",
          "Junipershaw",
          "Kestrelley");
  private static final List<String> TRADE =
      List.of("Lanterns", "Joinery", "Bakery", "Cycles", "Textiles", "Gardens", "Press");
  private static final List<String> TOWN = List.of("Leeds", "Bristol", "Cardiff", "Glasgow");
  private static final List<String> POSTCODE = List.of("LS1 4AP", "BS1 5TR", "CF10 1EP", "G2 1DU");
  private static final List<String> DRAMA =
      List.of("+44113496", "+44117496", "+44121496", "+44131496", "+44141496", "+44151496");
  private static final int NUMBERS_A_RANGE = 1000;

  public static Cast of(long n) {
    String given = GIVEN.get((int) (n % GIVEN.size()));
    String family = FAMILY.get((int) (n % FAMILY.size()));
    int place = (int) (n % TOWN.size());
    return new Cast(
        n,
        given,
        family,
        (given + "." + family + n).toLowerCase(Locale.ROOT) + "@example.com",
        DRAMA.get((int) (n / NUMBERS_A_RANGE % DRAMA.size()))
            + String.format(Locale.ROOT, "%04d", n % NUMBERS_A_RANGE),
        family + " " + TRADE.get((int) (n % TRADE.size())) + " Ltd",
        n + " Quay Street",
        TOWN.get(place),
        POSTCODE.get(place));
  }

  public String name() {
    return given + " " + family;
  }
}
