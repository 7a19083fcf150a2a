package io.mainstem.simulators.business;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Names nobody has, each handed out once together with an address and a telephone number of its
 * own.
 */
final class Names {
  private static final List<String> TITLES = List.of("Mr", "Ms", "Mrs", "Dr", "Miss");
  private static final List<String> GIVEN =
      List.of(
          "John", "Amara", "Bela", "Cyrus", "Delia", "Edwin", "Farah", "Gwen", "Hamza", "Iris",
          "Jonah", "Keziah", "Leo", "Mina", "Nils", "Odette", "Priya", "Quentin", "Rhys", "Saoirse",
          "Tomas", "Una", "Viktor", "Wren", "Xanthe", "Yusuf", "Zadie", "Aled", "Bronwen",
          "Callum");
  private static final List<String> FAMILY_HEAD =
      List.of(
          "Amber", "Bramble", "Cinder", "Dapple", "Elder", "Fern", "Gorse", "Hazel", "Ink",
          "Juniper", "Kestrel", "Linnet", "Marl", "Nettle", "Otter", "Pebble", "Quill", "Rowan",
          "Sorrel", "Thistle", "Umber", "Vetch", "Willow", "Yarrow");
  private static final List<String> FAMILY_TAIL =
      List.of("cote", "field", "holt", "mere", "shaw", "stead", "thorpe", "wick", "worth", "ley");

  /**
   * Numbers Ofcom keeps for drama: 0161 496 0000 to 0999. Not its mobile range, 07700 900000 to
   * 900999, which the usual telephone number library holds to be invalid.
   */
  private static final int DRAMA_NUMBERS = 1000;

  private final Dice dice;
  private final Set<String> taken = new HashSet<>();
  private int numbersGiven = 1;

  Names(Dice dice) {
    this.dice = dice;
  }

  /** Someone new. */
  record Name(String title, String given, String family) {
    String mailbox() {
      return (given + "." + family).toLowerCase(Locale.ROOT);
    }
  }

  Name next() {
    while (true) {
      Name name =
          new Name(
              dice.pick(TITLES), dice.pick(GIVEN), dice.pick(FAMILY_HEAD) + dice.pick(FAMILY_TAIL));
      if (taken.add(name.mailbox())) {
        return name;
      }
    }
  }

  /** The next unused number, E.164. */
  String phone() {
    if (numbersGiven == DRAMA_NUMBERS) {
      throw new IllegalStateException(
          "telephone numbers: " + numbersGiven + " (expected: at most " + DRAMA_NUMBERS + ")");
    }
    return String.format(Locale.ROOT, "+441614960%03d", numbersGiven++);
  }
}
