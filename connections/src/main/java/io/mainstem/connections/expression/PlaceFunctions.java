package io.mainstem.connections.expression;

import dev.cel.common.types.CelType;
import io.mainstem.schemas.canonical.Address;

/** Functions over addresses, countries and languages. */
final class PlaceFunctions {
  private static final String CHAPTER = "Places and languages";

  private PlaceFunctions() {}

  static void addTo(FunctionSet set, Business business) {
    CelType address = set.type(Address.getClassSchema());
    set.add(
        "address",
        "address_text",
        address,
        args ->
            set.recordOrAbsent(
                Places.address(args[0].toString(), business.country()), Address.getClassSchema()),
        Types.TEXT);
    set.add(
        "address",
        "address_text_country",
        address,
        args ->
            set.recordOrAbsent(
                Places.address(args[0].toString(), args[1].toString()), Address.getClassSchema()),
        Types.TEXT,
        Types.TEXT);
    set.literal(
        "address", 1, "an ISO 3166-1 alpha-2 country", Countries::isCode, Countries.codes());
    set.describe(
        CHAPTER,
        "address(line, country)",
        "An address on one line, split where its postcode tells the parts apart; otherwise it stays"
            + " on line 1. Without `country`: the business's. Keeps the whole in `formatted`.",
        "address('10 High Street, Guildford, Surrey, GU1 3AA', 'GB').locality == 'Guildford'",
        "address('1 Main St, Springfield, IL 62701', 'US').region == 'IL'",
        "address('Hauptstraße 5, 10115 Berlin', 'DE').postcode == '10115'",
        "address('12 rue de la Paix, 75002 Paris, France').country == 'FR'",
        "address('somewhere', 'GB').line1 == 'somewhere'");
    set.add(
        "address_text",
        "address_text_address",
        Types.TEXT,
        args -> FunctionSet.orNull(Places.text((Address) record(args[0]))),
        address);
    set.describe(
        CHAPTER,
        "address_text(address)",
        "An address on one line, in the order its country writes it.",
        "address_text(address('Hauptstraße 5, 10115 Berlin', 'DE')) == 'Hauptstraße 5, 10115"
            + " Berlin, DE'");
    set.add(
        "country",
        "country",
        Types.TEXT,
        args ->
            FunctionSet.orRefuse(
                Countries.country(args[0].toString()), "a country is not one that is known"),
        Types.TEXT);
    set.describe(
        CHAPTER,
        "country(text)",
        "ISO 3166-1 alpha-2 of a country's name (English, German, French, Italian, Spanish, Dutch,"
            + " Portuguese) or code; an unknown one is refused.",
        "country('United Kingdom') == 'GB'",
        "country('Deutschland') == 'DE'",
        "country('USA') == 'US'");
    set.add(
        "language",
        "language",
        Types.TEXT,
        args ->
            FunctionSet.orRefuse(
                Countries.language(args[0].toString()), "a language is not one that is known"),
        Types.TEXT);
    set.describe(
        CHAPTER,
        "language(text)",
        "BCP 47 of a language's name or tag; an unknown one is refused.",
        "language('en_GB') == 'en-GB'",
        "language('German') == 'de'");
  }

  private static Object record(Object struct) {
    return java.util.Objects.requireNonNull(((AvroStruct) struct).record());
  }
}
