package io.mainstem.connections.expression;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import io.mainstem.schemas.canonical.Email;
import io.mainstem.schemas.canonical.Phone;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Ways to reach people. */
final class People {
  private static final Pattern EMAIL =
      Pattern.compile("[^\\s@<>\"]{1,64}@[^\\s@<>\".]{1,63}(\\.[^\\s@<>\".]{1,63}){1,8}");
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
}
