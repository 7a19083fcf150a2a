package io.mainstem.simulators.business;

import java.util.Locale;

/** How each tool writes the same person. */
public final class Spelling {
  private Spelling() {}

  /** The till's habit: mostly an initial. */
  public static String tillGiven(Person person) {
    return person.number() % 3 == 0 ? person.given() : person.given().substring(0, 1);
  }

  /** Accounting's habit for the first name: "Mr John", or only "J". */
  public static String booksGiven(Person person) {
    if (Smiths.isOne(person)) {
      return person.given();
    }
    return person.number() % 20 < 10
        ? person.title() + " " + person.given()
        : person.given().substring(0, 1);
  }

  /** Accounting's name of a contact who is a person: "Mr John Smith", or "Smith, John (Mr)". */
  public static String books(Person person) {
    if (Smiths.isOne(person)) {
      return person.family() + ", " + person.given() + " (" + person.title() + ")";
    }
    return booksGiven(person) + " " + person.family();
  }

  /** Accounting's habit for a place: capitals, the street cut short. */
  static Client.Place books(Client.Place place) {
    return new Client.Place(
        place.street().replace("Street", "St").replace("Road", "Rd").toUpperCase(Locale.ROOT),
        place.town(),
        place.postcode().replace(" ", ""));
  }

  /** As typed at a busy till. */
  public static String tillEmail(Person person) {
    return person.number() % 4 == 1
        ? person.given()
            + "."
            + person.family()
            + person.email().substring(person.email().indexOf('@'))
        : person.email();
  }
}
