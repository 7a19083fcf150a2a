package io.mainstem.canonicalizer.merge;

import io.mainstem.schemas.canonical.Address;
import io.mainstem.schemas.canonical.AddressType;
import io.mainstem.schemas.canonical.Certification;
import io.mainstem.schemas.canonical.Consent;
import io.mainstem.schemas.canonical.Email;
import io.mainstem.schemas.canonical.PersonName;
import io.mainstem.schemas.canonical.Phone;
import io.mainstem.schemas.canonical.Ref;
import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/**
 * When two values say the same in other words, and what makes two elements of a list one. A value
 * that says less than another (no postcode, an initial for a name) does not contradict it.
 */
final class Likeness {
  private static final JsonText JSON = JsonText.whole();
  private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");
  private static final Pattern NO_DIGIT = Pattern.compile("[^0-9]+");

  /** How people shorten the word for a street. */
  private static final Map<String, String> STREETS =
      Map.of(
          "st", "street", "rd", "road", "ave", "avenue", "ln", "lane", "sq", "square", "dr",
          "drive", "ct", "court", "pl", "place", "str", "strasse");

  /** How people shorten the forms of companies. */
  private static final Map<String, String> FORMS =
      Map.of("ltd", "limited", "co", "company", "inc", "incorporated", "corp", "corporation");

  /** What a company's name may end in, or leave out. */
  private static final Set<String> ENDINGS =
      Set.of("limited", "incorporated", "corporation", "llp", "plc", "gmbh", "ag", "llc");

  private static final Set<String> TITLES = Set.of("mr", "mrs", "ms", "miss", "mx", "dr", "prof");

  /** Parts that tell when, where or how sure, not what. */
  private static final Set<String> ASIDE = Set.of("at", "origin", "sourceStatus");

  private Likeness() {}

  /**
   * Elements with equal keys are one.
   *
   * @param of what the key identifies; the element itself in whatever spelling
   * @param use of it, where one thing may be listed for several; empty where it is not said
   */
  record Key(String of, String use) {}

  static Key key(Object element) {
    return switch (element) {
      case Email email -> new Key(email.getAddress().strip().toLowerCase(Locale.ROOT), "");
      case Phone phone -> new Key(number(phone), "");
      case Address address -> new Key(place(address), use(address.getType()));
      case Consent consent -> new Key(String.valueOf(consent.getChannel()), "");
      case Certification certification -> new Key(words(certification.getType()), "");
      case IndexedRecord other -> new Key(JSON.text(other), "");
      default -> new Key(element.toString().strip(), "");
    };
  }

  /** Whether neither contradicts the other. */
  static boolean alike(@Nullable Object one, @Nullable Object other) {
    if (one == null || other == null) {
      return one == null && other == null;
    }
    return switch (one) {
      case PersonName name -> other instanceof PersonName second && sameName(name, second);
      case Email _, Phone _, Address _ ->
          one.getClass() == other.getClass() && key(one).of().equals(key(other).of());
      // Aliases of two tools always differ; whether they are one thing is the links' to say.
      case Ref _ -> true;
      case IndexedRecord record ->
          other instanceof IndexedRecord second && sameParts(record, second);
      case List<?> list -> other instanceof List<?> second && sameElements(list, second);
      case BigDecimal number -> other instanceof BigDecimal second && number.compareTo(second) == 0;
      case CharSequence text -> sameText(spelt(text, FORMS), spelt(other, FORMS));
      default -> one.equals(other);
    };
  }

  private static boolean sameParts(IndexedRecord one, IndexedRecord other) {
    if (!one.getSchema().equals(other.getSchema())) {
      return false;
    }
    for (Schema.Field field : one.getSchema().getFields()) {
      Object left = one.get(field.pos());
      Object right = other.get(field.pos());
      boolean both = Envelope.isSupplied(left) && Envelope.isSupplied(right);
      if (both && !ASIDE.contains(field.name()) && !alike(left, right)) {
        return false;
      }
    }
    return true;
  }

  /** Equal, but for the form of a company where only one of them says it. */
  private static boolean sameText(String one, String other) {
    return one.equals(other) || unended(one).equals(other) || one.equals(unended(other));
  }

  private static String unended(String name) {
    int end = name.lastIndexOf(' ');
    return end > 0 && ENDINGS.contains(name.substring(end + 1)) ? name.substring(0, end) : name;
  }

  private static boolean sameElements(List<?> one, List<?> other) {
    return keys(one).equals(keys(other));
  }

  private static Set<String> keys(List<?> list) {
    Set<String> keys = new HashSet<>();
    list.forEach(element -> keys.add(key(element).of()));
    return keys;
  }

  /** Titles are left aside, and an initial is no contradiction. */
  private static boolean sameName(PersonName one, PersonName other) {
    String family = words(one.getFamily());
    String given = untitled(one.getGiven());
    if (family.isEmpty() || given.isEmpty() || words(other.getFamily()).isEmpty()) {
      return full(one).equals(full(other));
    }
    return family.equals(words(other.getFamily())) && sameGiven(given, untitled(other.getGiven()));
  }

  private static boolean sameGiven(String one, String other) {
    boolean initial = one.length() == 1 || other.length() == 1;
    return other.isEmpty() || one.equals(other) || (initial && one.charAt(0) == other.charAt(0));
  }

  /** Some tools have no place for a title but the first name. */
  private static String untitled(@Nullable String given) {
    String words = words(given);
    int end = words.indexOf(' ');
    return end > 0 && TITLES.contains(words.substring(0, end)) ? words.substring(end + 1) : words;
  }

  private static String full(PersonName name) {
    String full = words(name.getFull());
    return full.isEmpty()
        ? words(
            Stream.of(name.getGiven(), name.getMiddle(), name.getFamily())
                .map(part -> part == null ? "" : part)
                .collect(Collectors.joining(" ")))
        : full;
  }

  private static String number(Phone phone) {
    String e164 = phone.getE164();
    return e164 != null ? e164 : NO_DIGIT.matcher(phone.getRaw()).replaceAll("");
  }

  /** The lines as words, with the postcode; where there are none, whatever else is said. */
  private static String place(Address address) {
    String lines =
        Stream.of(address.getLine1(), address.getLine2(), address.getLine3())
            .map(line -> spelt(line, STREETS))
            .filter(line -> !line.isEmpty())
            .collect(Collectors.joining(" "));
    String postcode = words(address.getPostcode()).replace(" ", "");
    if (!lines.isEmpty() || !postcode.isEmpty()) {
      return lines + "|" + postcode;
    }
    String written = words(address.getFormatted());
    return written.isEmpty()
        ? "||" + words(address.getLocality()) + "|" + words(address.getCountry())
        : "||" + written;
  }

  private static String use(@Nullable AddressType type) {
    return type == null ? "" : type.name();
  }

  /** The same with each word that people shorten in full. */
  private static String spelt(@Nullable Object text, Map<String, String> inFull) {
    return Stream.of(words(text).split(" "))
        .map(word -> inFull.getOrDefault(word, word))
        .collect(Collectors.joining(" "));
  }

  /** Lower-case words without punctuation; {@code &} is one. */
  private static String words(@Nullable Object text) {
    if (text == null) {
      return "";
    }
    String folded =
        Normalizer.normalize(text.toString(), Normalizer.Form.NFKC)
            .toLowerCase(Locale.ROOT)
            .replace("&", " and ");
    return NO_WORD.matcher(folded).replaceAll(" ").strip();
  }
}
