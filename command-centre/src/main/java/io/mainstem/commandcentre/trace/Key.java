package io.mainstem.commandcentre.trace;

import io.mainstem.schemas.Entities;
import java.util.Locale;
import java.util.regex.Pattern;

/** What a person pasted, sorted by its shape. Pure. */
sealed interface Key {
  int MAX_LENGTH = 200;

  /** A canonical or alias id. */
  record Id(String entity, String id) implements Key {}

  /** An email address, lower case. */
  record EmailAddress(String address) implements Key {}

  /** A phone number; digits without the leading zero of national writing, and as pasted. */
  record PhoneNumber(String digits, String text) implements Key {}

  /** {@code connection|object|source id}. */
  record SourceRecord(String connection, String object, String id) implements Key {
    String text() {
      return String.join("|", connection, object, id);
    }
  }

  /** Anything else: a number, a vendor's id, a receipt, a name. */
  record Words(String text) implements Key {}

  Pattern EMAIL = Pattern.compile("[^\\s@|]+@[^\\s@|]+\\.[^\\s@|]+");
  Pattern ID = Pattern.compile("[a-z]{3}_[0-9a-f-]{36}");
  Pattern PHONE = Pattern.compile("[+(]?[0-9][0-9 ().-]{7,20}");
  Pattern SOURCE = Pattern.compile("[^|\\s]+\\|[^|\\s]+\\|.+");

  static Key of(String pasted) {
    String text = pasted.strip();
    if (text.length() > MAX_LENGTH) {
      text = text.substring(0, MAX_LENGTH);
    }
    if (ID.matcher(text).matches() && Entities.ofId(text).isPresent()) {
      return new Id(Entities.ofId(text).orElseThrow().name(), text);
    }
    if (EMAIL.matcher(text).matches()) {
      return new EmailAddress(text.toLowerCase(Locale.ROOT));
    }
    if (SOURCE.matcher(text).matches()) {
      String[] parts = text.split("\\|", 3);
      return new SourceRecord(parts[0], parts[1], parts[2]);
    }
    if (isPhone(text)) {
      return new PhoneNumber(text.replaceAll("[^0-9]", "").replaceFirst("^0+", ""), text);
    }
    return new Words(text);
  }

  /** Plain digits are rather a number of something: a phone has a plus, a zero or blanks. */
  private static boolean isPhone(String text) {
    boolean spaced = text.startsWith("+") || text.startsWith("0") || text.contains(" ");
    return spaced && PHONE.matcher(text).matches();
  }
}
