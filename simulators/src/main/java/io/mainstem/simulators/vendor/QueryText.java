package io.mainstem.simulators.vendor;

import com.fasterxml.jackson.databind.JsonNode;
import io.mainstem.simulators.vendor.Refusal.Why;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A query in one of the SQL-like languages of Salesforce (SOQL) and QuickBooks: fields of one kind
 * of record, conditions joined by AND, an order, a window.
 *
 * @param start position of the first record, from 1
 */
public record QueryText(
    List<String> fields,
    String from,
    List<Condition> conditions,
    List<String> order,
    boolean descending,
    int start,
    int most) {
  private static final Pattern TOKEN =
      Pattern.compile(
          "'((?:[^'\\\\]|\\\\.)*)'|([A-Za-z_][\\w.]*(?:\\((?:\\*|[A-Za-z]+)\\))?)"
              + "|(>=|<=|!=|<>|[<>=(),*])|([^\\s'(),]+)");
  private static final Set<String> ENDS =
      Set.of("ORDER", "ORDERBY", "LIMIT", "OFFSET", "STARTPOSITION", "MAXRESULTS");

  /** One comparison; several values for IN. */
  public record Condition(String path, String operator, List<String> values) {
    boolean holds(JsonNode body) {
      String held = text(body, path);
      return switch (operator) {
        case "IN" -> values.stream().anyMatch(value -> compare(held, value) == 0);
        case "LIKE" -> like(held);
        case "=" -> compare(held, values.getFirst()) == 0;
        case "!=", "<>" -> compare(held, values.getFirst()) != 0;
        default -> !held.isEmpty() && ordered(compare(held, values.getFirst()));
      };
    }

    private boolean ordered(int sign) {
      return switch (operator) {
        case ">" -> sign > 0;
        case ">=" -> sign >= 0;
        case "<" -> sign < 0;
        default -> sign <= 0;
      };
    }

    private boolean like(String held) {
      String pattern = Pattern.quote(values.getFirst()).replace("%", "\\E.*\\Q");
      return Pattern.compile(pattern, Pattern.CASE_INSENSITIVE).matcher(held).matches();
    }
  }

  public QueryText {
    fields = List.copyOf(fields);
    conditions = List.copyOf(conditions);
    order = List.copyOf(order);
  }

  /**
   * Reads a query.
   *
   * @throws Refusal where it is not one
   */
  public static QueryText of(String text, int usual) {
    return new Reader(text).read(usual);
  }

  /** Whether a condition speaks of this field. */
  public boolean asksAbout(String field) {
    return conditions.stream().anyMatch(condition -> condition.path().equalsIgnoreCase(field));
  }

  /** Those that fulfil the conditions, in the order asked for; not yet cut to the window. */
  public List<Entry> select(List<Entry> from) {
    List<Entry> found = new ArrayList<>();
    for (Entry entry : from) {
      if (conditions.stream().allMatch(condition -> condition.holds(entry.body()))) {
        found.add(entry);
      }
    }
    for (String path : order.reversed()) {
      Comparator<Entry> by = (a, b) -> compare(text(a.body(), path), text(b.body(), path));
      found.sort(descending ? by.reversed() : by);
    }
    return found;
  }

  private static String text(JsonNode body, String path) {
    JsonNode value = body.at("/" + path.replace('.', '/'));
    if (value.has("Address")) { // QuickBooks: an email is asked for by the field that holds it
      value = value.path("Address");
    }
    return value.isValueNode() && !value.isNull() ? value.asText() : "";
  }

  private static int compare(String a, String b) {
    String other = b.equalsIgnoreCase("null") ? "" : b;
    Optional<Instant> time = a.contains("-") ? Times.read(a) : Optional.empty();
    Optional<Instant> than = other.contains("-") ? Times.read(other) : Optional.empty();
    if (time.isPresent() && than.isPresent()) {
      return time.get().compareTo(than.get());
    }
    String number = "-?\\d{1,15}(\\.\\d{1,9})?";
    return a.matches(number) && other.matches(number)
        ? new BigDecimal(a).compareTo(new BigDecimal(other))
        : a.compareTo(other);
  }

  private static final class Reader {
    private final List<String> tokens = new ArrayList<>();
    private int at;

    Reader(String text) {
      Matcher matcher = TOKEN.matcher(text);
      while (matcher.find()) {
        String quoted = matcher.group(1);
        tokens.add(quoted == null ? matcher.group() : quoted.replaceAll("\\\\(.)", "$1"));
      }
    }

    QueryText read(int usual) {
      expect("SELECT");
      List<String> fields = new ArrayList<>();
      while (!is("FROM")) {
        String field = next();
        if (!field.equals(",")) {
          fields.add(field);
        }
      }
      expect("FROM");
      String from = next();
      List<Condition> conditions = new ArrayList<>();
      List<String> order = new ArrayList<>();
      boolean descending = false;
      int start = 1;
      int most = usual;
      if (is("WHERE")) {
        do {
          at++;
          conditions.add(condition());
        } while (is("AND"));
      }
      while (at < tokens.size()) {
        switch (next().toUpperCase(Locale.ROOT)) {
          case "ORDER" -> {
            expect("BY");
            order.add(next());
          }
          case "ORDERBY", "," -> order.add(next());
          case "ASC" -> descending = false;
          case "DESC" -> descending = true;
          case "NULLS", "FIRST", "LAST" -> {}
          case "LIMIT", "MAXRESULTS" -> most = number();
          case "STARTPOSITION" -> start = number();
          case "OFFSET" -> start = number() + 1;
          default -> throw unreadable("unexpected token: " + tokens.get(at - 1));
        }
      }
      return new QueryText(fields, from, conditions, order, descending, start, most);
    }

    private Condition condition() {
      String path = next();
      String operator = next().toUpperCase(Locale.ROOT);
      List<String> values = new ArrayList<>();
      if (operator.equals("IN")) {
        expect("(");
        while (!is(")")) {
          String value = next();
          if (!value.equals(",")) {
            values.add(value);
          }
        }
        at++;
      } else if (List.of("=", "!=", "<>", ">", ">=", "<", "<=", "LIKE").contains(operator)) {
        values.add(next());
      } else {
        throw unreadable("unexpected token: " + operator);
      }
      if (at < tokens.size() && !is("AND") && !ENDS.contains(upper())) {
        throw unreadable("unexpected token: " + tokens.get(at));
      }
      return new Condition(path, operator, values);
    }

    private int number() {
      try {
        return Integer.parseInt(next());
      } catch (NumberFormatException notANumber) {
        throw unreadable("expecting a number");
      }
    }

    private String upper() {
      return tokens.get(at).toUpperCase(Locale.ROOT);
    }

    private boolean is(String word) {
      if (at >= tokens.size() && word.equals("FROM")) {
        throw unreadable("unexpected end of query");
      }
      return at < tokens.size() && upper().equals(word);
    }

    private void expect(String word) {
      if (!is(word)) {
        throw unreadable("expecting " + word);
      }
      at++;
    }

    private String next() {
      if (at >= tokens.size()) {
        throw unreadable("unexpected end of query");
      }
      return tokens.get(at++);
    }

    private static Refusal unreadable(String what) {
      return new Refusal(Why.INVALID, "MALFORMED_QUERY", what);
    }
  }
}
