package io.mainstem.connections;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whose value of a field wins.
 *
 * @param group name of the fields that are taken together with it; null where it stands alone
 * @param lists how a list is taken
 * @param orders the first holds from ever, each later one from its date on
 */
public record Ownership(@Nullable String group, Lists lists, List<Order> orders) {

  /** How the list of several source records becomes one. */
  public enum Lists {
    /** As the entity's schema says. */
    BY_SCHEMA,
    /** Every element of every source, each once. */
    MERGED,
    /** The list of one source. */
    WHOLE
  }

  /**
   * Connections in the order in which their value wins, from a date on.
   *
   * @param since first day, in the time zone of the business; null where it holds from ever
   * @param from when that day begins
   * @param connections all of them: those that are not named come last, by name
   * @param named how many of them authority.yaml names
   * @param line in authority.yaml; 0 where nothing is said there
   */
  public record Order(
      @Nullable LocalDate since, Instant from, List<String> connections, int named, int line) {
    public Order {
      connections = List.copyOf(connections);
    }

    /** Place of that connection: lower wins. */
    public int rank(String connection) {
      int place = connections.indexOf(connection);
      return place < 0 ? connections.size() : place;
    }
  }

  public Ownership {
    orders = List.copyOf(orders);
    if (orders.isEmpty()) {
      throw new IllegalArgumentException("orders: none (expected: at least one)");
    }
  }

  /** A field that stands alone, by one order, from ever. */
  public static Ownership by(List<String> connections) {
    return new Ownership(
        null,
        Lists.BY_SCHEMA,
        List.of(new Order(null, Instant.MIN, connections, connections.size(), 0)));
  }

  /**
   * The order that holds for values of which the newest was said then.
   *
   * @param newest null where no source says when: then the order from ever holds
   */
  public Order at(@Nullable Instant newest) {
    Order holding = orders.getFirst();
    for (Order next : orders) {
      if (newest != null && !newest.isBefore(next.from())) {
        holding = next;
      }
    }
    return holding;
  }
}
