package io.mainstem.connections.expression;

import io.mainstem.schemas.canonical.Address;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Postal addresses on one line. They are split only as far as the postcode tells the parts apart:
 * an address without one stays whole on its first line.
 */
final class Places {
  private static final int MAX_CHARS = 500;

  /** Where a country's postcode stands, and what it looks like. */
  private record Custom(Pattern postcode, boolean townFirst, boolean region) {}

  private static final Custom FIVE_DIGITS = continental("[0-9]{5}");
  private static final Custom FOUR_DIGITS = continental("[0-9]{4}");

  private static final Map<String, Custom> CUSTOMS =
      Map.ofEntries(
          Map.entry("GB", townFirst("[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2}", false)),
          Map.entry("IE", townFirst("[A-Z][0-9]{2} ?[A-Z0-9]{4}", false)),
          Map.entry("US", townFirst("[0-9]{5}(?:-[0-9]{4})?$", true)),
          Map.entry("CA", townFirst("[A-Z][0-9][A-Z] ?[0-9][A-Z][0-9]", true)),
          Map.entry("AU", townFirst("[0-9]{4}$", true)),
          Map.entry("DE", FIVE_DIGITS),
          Map.entry("FR", FIVE_DIGITS),
          Map.entry("ES", FIVE_DIGITS),
          Map.entry("IT", FIVE_DIGITS),
          Map.entry("AT", FOUR_DIGITS),
          Map.entry("CH", FOUR_DIGITS),
          Map.entry("BE", FOUR_DIGITS),
          Map.entry("DK", FOUR_DIGITS),
          Map.entry("NL", continental("[0-9]{4} ?[A-Z]{2}")));

  private static final Set<String> COUNTIES =
      Set.of(
          "bedfordshire",
          "berkshire",
          "buckinghamshire",
          "cambridgeshire",
          "cheshire",
          "cornwall",
          "cumbria",
          "derbyshire",
          "devon",
          "dorset",
          "county durham",
          "east sussex",
          "essex",
          "gloucestershire",
          "greater london",
          "greater manchester",
          "hampshire",
          "herefordshire",
          "hertfordshire",
          "kent",
          "lancashire",
          "leicestershire",
          "lincolnshire",
          "merseyside",
          "middlesex",
          "norfolk",
          "north yorkshire",
          "northamptonshire",
          "northumberland",
          "nottinghamshire",
          "oxfordshire",
          "rutland",
          "shropshire",
          "somerset",
          "south yorkshire",
          "staffordshire",
          "suffolk",
          "surrey",
          "tyne and wear",
          "warwickshire",
          "west midlands",
          "west sussex",
          "west yorkshire",
          "wiltshire",
          "worcestershire");
  private static final Pattern STATE = Pattern.compile("(?:^|\\s)([A-Z]{2,3})$");

  private Places() {}

  private static Custom townFirst(String postcode, boolean region) {
    return new Custom(Pattern.compile("(?:^|(?<=\\s))" + postcode), true, region);
  }

  private static Custom continental(String postcode) {
    return new Custom(Pattern.compile("^(?:[A-Z]{1,2}-)?(" + postcode + ")\\s+"), false, false);
  }

  /** Splits what stands on one line; {@code country} unless the line names another at its end. */
  static @Nullable Address address(String written, String country) {
    String text = written.strip();
    if (text.isEmpty()) {
      return null;
    }
    List<String> parts =
        Arrays.stream(text.split("[,\\n;]+"))
            .map(part -> part.strip().replaceAll("\\s+", " "))
            .filter(part -> !part.isEmpty())
            .collect(Collectors.toCollection(ArrayList::new));
    Address.Builder address = Address.newBuilder().setFormatted(String.join(", ", parts));
    if (text.length() > MAX_CHARS || parts.isEmpty()) {
      return address.setCountry(country).build();
    }
    String code = country;
    Optional<String> named = parts.size() > 1 ? namedCountry(parts.getLast()) : Optional.empty();
    if (named.isPresent()) {
      code = named.get();
      parts.removeLast();
    }
    address.setCountry(code);
    Custom custom = CUSTOMS.get(code);
    if (custom != null) {
      town(parts, custom, address);
    }
    address.setLine1(parts.isEmpty() ? null : parts.get(0));
    address.setLine2(parts.size() > 1 ? parts.get(1) : null);
    address.setLine3(parts.size() > 2 ? String.join(", ", parts.subList(2, parts.size())) : null);
    return address.build();
  }

  /** A code of two letters may as well be a state (CA, DE): only names and longer codes count. */
  private static Optional<String> namedCountry(String part) {
    return part.length() == 2 && !part.equalsIgnoreCase("UK")
        ? Optional.empty()
        : Countries.country(part);
  }

  /** Takes postcode, town and region off the parts; what remains is lines. */
  private static void town(List<String> parts, Custom custom, Address.Builder address) {
    for (int i = parts.size() - 1; i >= 0; i--) {
      Matcher found = custom.postcode().matcher(parts.get(i).toUpperCase(Locale.ROOT));
      if (!found.find()) {
        continue;
      }
      String part = parts.remove(i);
      if (custom.townFirst()) {
        address.setPostcode(found.group().strip());
        String before = part.substring(0, found.start()).strip();
        townBefore(parts, i, before, custom, address);
      } else {
        address.setPostcode(found.group(1));
        address.setLocality(part.substring(found.end()).strip());
      }
      return;
    }
  }

  private static void townBefore(
      List<String> parts, int at, String before, Custom custom, Address.Builder address) {
    String rest = before;
    if (custom.region()) {
      Matcher state = STATE.matcher(rest);
      if (state.find()) {
        address.setRegion(state.group(1));
        rest = rest.substring(0, state.start()).strip();
      }
    }
    int last = at - 1;
    if (rest.isEmpty() && last > 0 && COUNTIES.contains(parts.get(last).toLowerCase(Locale.ROOT))) {
      address.setRegion(parts.remove(last));
      last--;
    }
    if (!rest.isEmpty()) {
      address.setLocality(rest);
    } else if (last > 0) {
      address.setLocality(parts.remove(last));
    }
  }

  /** On one line, as people of its country write it. */
  static @Nullable String text(Address address) {
    Custom custom = address.getCountry() == null ? null : CUSTOMS.get(address.getCountry());
    String town =
        custom == null || custom.townFirst()
            ? list(
                ", ", address.getLocality(), list(" ", address.getRegion(), address.getPostcode()))
            : list(" ", address.getPostcode(), address.getLocality());
    String line = list(", ", address.getLine1(), address.getLine2(), address.getLine3(), town);
    if (line.isEmpty()) {
      return address.getFormatted();
    }
    return list(", ", line, address.getCountry());
  }

  private static String list(String separator, @Nullable String... parts) {
    return Stream.of(parts)
        .filter(part -> part != null && !part.isBlank())
        .collect(Collectors.joining(separator));
  }
}
