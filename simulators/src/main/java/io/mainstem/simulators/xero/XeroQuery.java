package io.mainstem.simulators.xero;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mainstem.simulators.api.Call;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The part of Xero's query language that integrations use: {@code where} with equality and AND,
 * IDs, Statuses, searchTerm, order, and If-Modified-Since.
 */
final class XeroQuery {
  private static final Pattern TERM =
      Pattern.compile(
          "\\s*([A-Za-z.]+)\\s*(==|!=|=)\\s*"
              + "(?:null|(?:[gG]uid\\(\\s*)?\"((?:[^\"\\\\]|\\\\.)*)\"\\s*\\)?)\\s*");
  private static final Pattern AND = Pattern.compile("(?:AND|and|&&)(?=[\\s(])");
  private static final Pattern MS_DATE = Pattern.compile("/Date\\((\\d+).*");

  private final Predicate<JsonNode> wanted;
  private final @Nullable Comparator<JsonNode> order;

  private XeroQuery(Predicate<JsonNode> wanted, @Nullable Comparator<JsonNode> order) {
    this.wanted = wanted;
    this.order = order;
  }

  /**
   * @throws IllegalArgumentException where Xero would not understand it either
   */
  static XeroQuery of(Call call) {
    String idField = call.part(0).equals("Invoices") ? "InvoiceID" : "ContactID";
    Predicate<JsonNode> wanted = record -> true;
    String where = call.query("where");
    if (where != null) {
      wanted = where(where);
    }
    wanted = wanted.and(among(call.query("IDs"), idField));
    wanted = wanted.and(among(call.query("Statuses"), "Status"));
    wanted = wanted.and(among(call.query("InvoiceNumbers"), "InvoiceNumber"));
    wanted = wanted.and(among(call.query("ContactIDs"), "Contact.ContactID"));
    String search = call.query("searchTerm");
    if (search != null) {
      String lower = search.toLowerCase(Locale.ROOT);
      wanted = wanted.and(record -> record.toString().toLowerCase(Locale.ROOT).contains(lower));
    }
    String since = call.header("If-Modified-Since");
    if (since != null) {
      Instant from = instant(since);
      wanted = wanted.and(record -> !updated(record).isBefore(from));
    }
    String order = call.query("order");
    return new XeroQuery(wanted, order == null ? null : order(order));
  }

  List<ObjectNode> select(List<ObjectNode> all) {
    var stream = all.stream().filter(wanted);
    return order == null ? stream.toList() : stream.sorted(order).toList();
  }

  private static Predicate<JsonNode> where(String text) {
    Predicate<JsonNode> wanted = record -> true;
    Matcher term = TERM.matcher(text);
    Matcher and = AND.matcher(text);
    int at = 0;
    while (true) {
      if (!term.region(at, text.length()).lookingAt()) {
        throw new IllegalArgumentException("Invalid where clause: " + text);
      }
      wanted = wanted.and(term(term));
      at = term.end();
      if (at == text.length()) {
        return wanted;
      }
      if (!and.region(at, text.length()).lookingAt()) {
        throw new IllegalArgumentException("Invalid where clause: " + text);
      }
      at = and.end();
    }
  }

  private static Predicate<JsonNode> term(Matcher term) {
    boolean equal = !"!=".equals(term.group(2));
    String field = term.group(1);
    String quoted = term.group(3);
    String value = quoted == null ? "" : quoted.replaceAll("\\\\(.)", "$1");
    return record -> value.equalsIgnoreCase(at(record, field).asText("")) == equal;
  }

  private static Predicate<JsonNode> among(@Nullable String list, String field) {
    if (list == null) {
      return record -> true;
    }
    Set<String> wanted = Set.of(list.split(",", -1));
    return record -> wanted.contains(at(record, field).asText());
  }

  private static Comparator<JsonNode> order(String text) {
    String[] words = text.strip().split("\\s+", 2);
    Comparator<JsonNode> by =
        words[0].equals("UpdatedDateUTC")
            ? Comparator.comparing(XeroQuery::updated)
            : Comparator.comparing(record -> at(record, words[0]).asText());
    return words.length > 1 && words[1].equalsIgnoreCase("DESC") ? by.reversed() : by;
  }

  private static JsonNode at(JsonNode record, String path) {
    return record.at("/" + path.replace('.', '/'));
  }

  static Instant updated(JsonNode record) {
    Matcher matcher = MS_DATE.matcher(record.path("UpdatedDateUTC").asText());
    return matcher.matches()
        ? Instant.ofEpochMilli(Long.parseLong(matcher.group(1)))
        : Instant.EPOCH;
  }

  /** ISO with or without an offset, or an HTTP date. */
  private static Instant instant(String text) {
    try {
      return ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    } catch (DateTimeParseException notAnHttpDate) {
      try {
        return ZonedDateTime.parse(text).toInstant();
      } catch (DateTimeParseException noOffset) {
        try {
          return LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
        } catch (DateTimeParseException unreadable) {
          throw new IllegalArgumentException("If-Modified-Since: " + text, unreadable);
        }
      }
    }
  }
}
