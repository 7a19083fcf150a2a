package io.mainstem.simulators.business;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The Smiths, who are not told apart by their names. John is known to all three tools, each writing
 * him its own way. Jane of the CRM lives where J of the till does: one, or two? George of the CRM
 * and Henry of the till are father and son and share a telephone.
 */
public final class Smiths {
  private static final int FIRST = 10_000;
  private static final int HOUSE = 1;

  private final List<Smith> all;

  private record Smith(Person person, Client.Place home) {}

  private Smiths(List<Smith> all) {
    this.all = List.copyOf(all);
  }

  static Smiths of(long seed) {
    Client.Place tallow = new Client.Place("12 Tallow Street", "Oldmere", "ZZ7 7SM");
    Client.Place gable = new Client.Place("3 Gable Walk", "Wexcombe", "ZZ2 4JS");
    Client.Place wharf = new Client.Place("8 Wharf Cottages", "Oldmere", "ZZ9 2GS");
    return new Smiths(
        List.of(
            new Smith(smith(seed, 1, "Mr", "John", 991, "till crm books"), tallow),
            new Smith(smith(seed, 2, "Ms", "Jane", 992, "crm"), gable),
            new Smith(smith(seed, 4, "Ms", "Jane", 993, "till"), gable),
            new Smith(smith(seed, 5, "Mr", "George", 994, "crm"), wharf),
            new Smith(smith(seed, 8, "Mr", "Henry", 994, "till"), wharf)));
  }

  /** The number decides how the till spells somebody, see {@link Spelling}. */
  private static Person smith(
      long seed, int n, String title, String given, int phone, String tools) {
    int number = FIRST + n;
    return new Person(
        number,
        title,
        given,
        "Smith",
        given.toLowerCase(Locale.ROOT) + ".smith@example.org",
        String.format(Locale.ROOT, "+441614960%03d", phone),
        tools.contains("crm") ? String.valueOf(51_900_000_000L + n * 131L) : null,
        tools.contains("till") ? Dice.of(seed, "customer", number).capitals(26) : null,
        tools.contains("books") ? Dice.uuid(seed, "xero-person", number).toString() : null,
        null,
        Calendar.opening(),
        false);
  }

  /** In all three tools. */
  public Person john() {
    return all.get(0).person();
  }

  /** In the CRM, at one address with {@link #jOfTheTill}. */
  public Person jane() {
    return all.get(1).person();
  }

  public Person jOfTheTill() {
    return all.get(2).person();
  }

  /** In the CRM. */
  public Person george() {
    return all.get(3).person();
  }

  /** In the till, by George's telephone. */
  public Person henry() {
    return all.get(4).person();
  }

  List<Person> people() {
    return all.stream().map(Smith::person).toList();
  }

  /** Whose name this is written by: accounting keeps such people as {@code Smith, John (Mr)}. */
  public static boolean isOne(Person person) {
    return person.number() >= FIRST;
  }

  /** Where they live; null for anybody else. */
  public Client.@Nullable Place home(Person person) {
    return all.stream()
        .filter(smith -> smith.person().equals(person))
        .findFirst()
        .map(Smith::home)
        .orElse(null);
  }

  /** Who sits at the n-th table of the day at a site; null for anybody else. */
  public @Nullable Person visits(int site, int n) {
    if (site != HOUSE) {
      return null;
    }
    return switch (n) {
      case 4 -> jOfTheTill();
      case 9 -> john();
      case 14 -> henry();
      default -> null;
    };
  }
}
