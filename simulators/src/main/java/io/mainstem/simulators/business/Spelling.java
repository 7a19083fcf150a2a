package io.mainstem.simulators.business;

/** How each tool writes the same person. */
public final class Spelling {
  private Spelling() {}

  /** The till's habit: mostly an initial. */
  public static String tillGiven(Person person) {
    return person.number() % 3 == 0 ? person.given() : person.given().substring(0, 1);
  }

  /** Accounting's habit: "Smith, John (Mr)". */
  public static String books(Person person) {
    return person.family() + ", " + person.given() + " (" + person.title() + ")";
  }

  /** As typed at a busy till. */
  public static String tillEmail(Person person) {
    return person.number() % 4 == 1
        ? person.given() + "." + person.family() + person.email().substring(person.email().indexOf('@'))
        : person.email();
  }
}
