package io.mainstem.connections.expression;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import io.mainstem.schemas.canonical.Email;
import io.mainstem.schemas.canonical.PersonName;
import io.mainstem.schemas.canonical.Phone;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Names and the ways to reach people. */
final class People {
  private static final Pattern EMAIL =
      Pattern.compile("[^\\s@<>\"]{1,64}@[^\\s@<>\".]{1,63}(\\.[^\\s@<>\".]{1,63}){1,8}");
  private static final Set<String> PREFIXES =
      Set.of("mr", "mrs", "ms", "miss", "mx", "dr", "prof", "sir", "dame", "rev");
  private static final Set<String> SUFFIXES =
      Set.of("jr", "sr", "ii", "iii", "iv", "phd", "md", "obe", "mbe");
  private static final int MAX_PHONE_CHARS = 64;

  private People() {}

  /** Null where the text is no address at all. */
  static @Nullable Email email(String raw) {
    String address = raw.strip().toLowerCase(Locale.ROOT);
    return EMAIL.matcher(address).matches() ? new Email(address, raw) : null;
  }

  /** Always keeps what was written; E.164 only where it can be a number. */
  static @Nullable Phone phone(String raw, String country) {
    if (raw.isBlank()) {
      return null;
    }
    return new Phone(e164(raw, country), raw);
  }

  private static @Nullable String e164(String raw, String country) {
    PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
    try {
      String text = raw.length() > MAX_PHONE_CHARS ? raw.substring(0, MAX_PHONE_CHARS) : raw;
      PhoneNumber number = numbers.parse(text, country);
      // Possible, not valid: the tables of valid ranges age, and leave out numbers kept for
      // examples.
      return numbers.isPossibleNumber(number)
          ? numbers.format(number, PhoneNumberFormat.E164)
          : null;
    } catch (NumberParseException e) {
      return null;
    }
  }

  /** From one text: {@code Dr. Sarah Jane Smith}. */
  static @Nullable PersonName name(String full) {
    List<String> words = new ArrayList<>(Arrays.asList(full.strip().split("\\s+")));
    if (full.isBlank()) {
      return null;
    }
    PersonName.Builder name = PersonName.newBuilder().setFull(String.join(" ", words));
    if (words.size() > 1 && PREFIXES.contains(bare(words.getFirst()))) {
      name.setPrefix(words.removeFirst());
    }
    if (words.size() > 1 && SUFFIXES.contains(bare(words.getLast()))) {
      name.setSuffix(words.removeLast());
    }
    if (words.size() > 1) {
      name.setFamily(words.removeLast());
    }
    name.setGiven(words.removeFirst());
    if (!words.isEmpty()) {
      name.setMiddle(String.join(" ", words));
    }
    return name.build();
  }

  /** From its parts, either of which may be missing. */
  static @Nullable PersonName name(@Nullable String given, @Nullable String family) {
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

  private static String bare(String word) {
    return word.replace(".", "").toLowerCase(Locale.ROOT);
  }
}
