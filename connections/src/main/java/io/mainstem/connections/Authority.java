package io.mainstem.connections;

import io.mainstem.connections.yaml.Problems;
import io.mainstem.connections.yaml.YamlNode;
import io.mainstem.schemas.Entities;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.avro.Schema;

/** Who owns which field: for every entity a default order of connections, and some by field. */
public final class Authority {
  private static final String DEFAULT = "default";

  private final Map<String, Map<String, List<String>>> orders;
  private final List<String> connections;

  private Authority(Map<String, Map<String, List<String>>> orders, List<String> connections) {
    this.orders = orders;
    this.connections = connections;
  }

  static Authority read(YamlNode root, Collection<String> connections, Problems problems) {
    Map<String, Map<String, List<String>>> orders = new HashMap<>();
    root.allow(Entities.names(), problems);
    root.entries()
        .forEach(
            (entity, node) ->
                Entities.find(entity)
                    .ifPresent(
                        type -> {
                          List<String> known = new ArrayList<>(List.of(DEFAULT));
                          type.schema().getFields().stream()
                              .map(Schema.Field::name)
                              .forEach(known::add);
                          node.allow(known, problems);
                          Map<String, List<String>> fields = new HashMap<>();
                          node.entries()
                              .forEach(
                                  (field, order) ->
                                      fields.put(field, order(order, connections, problems)));
                          orders.put(entity, fields);
                        }));
    return new Authority(orders, List.copyOf(new TreeSet<>(connections)));
  }

  private static List<String> order(
      YamlNode at, Collection<String> connections, Problems problems) {
    List<String> order = new ArrayList<>();
    at.items().forEach(item -> item.oneOf(connections, problems).ifPresent(order::add));
    return order;
  }

  /**
   * Connections in the order in which their value of that field wins. A connection that is not
   * named comes after all that are, in the order of its name.
   */
  public List<String> order(String entity, String field) {
    List<String> order = new ArrayList<>(named(entity, field));
    connections.stream().filter(name -> !order.contains(name)).forEach(order::add);
    return List.copyOf(order);
  }

  /** Only the connections that authority.yaml names for that field. */
  public List<String> named(String entity, String field) {
    Map<String, List<String>> fields = orders.getOrDefault(entity, Map.of());
    return fields.getOrDefault(field, fields.getOrDefault(DEFAULT, List.of()));
  }

  /** Fields of that entity with an order of their own. */
  List<String> exceptions(String entity) {
    return orders.getOrDefault(entity, Map.of()).keySet().stream()
        .filter(field -> !field.equals(DEFAULT))
        .sorted()
        .toList();
  }
}
