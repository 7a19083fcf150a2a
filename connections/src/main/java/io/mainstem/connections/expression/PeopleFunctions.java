package io.mainstem.connections.expression;

import dev.cel.common.types.CelType;
import io.mainstem.schemas.canonical.Email;
import io.mainstem.schemas.canonical.PersonName;
import io.mainstem.schemas.canonical.Phone;
import org.jspecify.annotations.Nullable;

/** Functions that make names and ways to reach people. */
final class PeopleFunctions {
  private static final String CHAPTER = "People";

  private PeopleFunctions() {}

  static void addTo(FunctionSet set, Business business) {
    names(set);
    email(set);
    phone(set, business);
  }

  private static void names(FunctionSet set) {
    CelType name = set.type(PersonName.getClassSchema());
    set.add(
        "person_name",
        "person_name_full",
        name,
        args -> set.recordOrAbsent(Names.of(args[0].toString()), PersonName.getClassSchema()),
        Types.TEXT);
    set.describe(
        CHAPTER,
        "person_name(full)",
        "A name split into its parts, with `parseConfidence` saying how sure that is.",
        "person_name('Dr. Sarah Jane Smith').prefix == 'Dr.'",
        "person_name('Dr. Sarah Jane Smith').middle == 'Jane'",
        "person_name('Smith, John (Mr)').family == 'Smith'",
        "person_name('María-José de la Cruz').family == 'de la Cruz'",
        "person_name('Cher').given == 'Cher'");
    set.addNullable(
        "person_name",
        "person_name_parts",
        name,
        args ->
            set.recordOrAbsent(
                Names.of(orNull(args[0]), orNull(args[1])), PersonName.getClassSchema()),
        Types.TEXT,
        Types.TEXT);
    set.describe(
        CHAPTER,
        "person_name(given, family)",
        "A name from its parts, either of which may be missing.",
        "person_name('Ada', 'Lovelace').full == 'Ada Lovelace'",
        "person_name(null, 'Lovelace').full == 'Lovelace'");
  }

  private static void email(FunctionSet set) {
    set.add(
        "email",
        "email",
        set.type(Email.getClassSchema()),
        args -> set.recordOrAbsent(People.email(args[0].toString()), Email.getClassSchema()),
        Types.TEXT);
    set.describe(
        CHAPTER,
        "email(text)",
        "An address in lower case; nothing where the text is none.",
        "email('Ada@Acme.Example').address == 'ada@acme.example'",
        "email('n/a').address == null");
  }

  private static void phone(FunctionSet set, Business business) {
    CelType phone = set.type(Phone.getClassSchema());
    set.add(
        "phone",
        "phone",
        phone,
        args ->
            set.recordOrAbsent(
                People.phone(args[0].toString(), business.country()), Phone.getClassSchema()),
        Types.TEXT);
    set.describe(
        CHAPTER,
        "phone(text)",
        "A number in E.164, read as one of the business's country where it names none; `raw` keeps"
            + " what was written.",
        "phone('020 7946 0958').e164 == '+442079460958'",
        "phone('call me').e164 == null");
    set.add(
        "phone",
        "phone_country",
        phone,
        args ->
            set.recordOrAbsent(
                People.phone(args[0].toString(), args[1].toString()), Phone.getClassSchema()),
        Types.TEXT,
        Types.TEXT);
    set.describe(
        CHAPTER,
        "phone(text, country)",
        "The same, read as a number of that country (ISO 3166-1 alpha-2).",
        "phone('(212) 555-0123', 'US').e164 == '+12125550123'");
    set.literal("phone", 1, "an ISO 3166-1 alpha-2 country", Countries::isCode, Countries.codes());
  }

  private static @Nullable String orNull(Object argument) {
    return argument instanceof String text && !text.isBlank() ? text : null;
  }
}
