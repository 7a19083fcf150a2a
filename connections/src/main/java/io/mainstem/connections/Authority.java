package io.mainstem.connections;

import io.mainstem.connections.yaml.Problem;
import io.mainstem.connections.yaml.Problems;
import io.mainstem.connections.yaml.YamlDocument;
import io.mainstem.connections.yaml.YamlNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Who owns which field: for every entity a default order of connections, and some by field or by
 * group of fields, each perhaps from a date on.
 */
public final class Authority {
  /** Its name in a workspace. */
  public static final String FILE = "authority.yaml";

  private final Map<String, OfEntity> entities;
  private final List<String> connections;

  /**
   * What the file says of one entity.
   *
   * @param groupOf field to the name of its group
   * @param orders by field, group, or {@code default}
   */
  record OfEntity(
      Map<String, String> groupOf,
      Map<String, Ownership.Lists> lists,
      Map<String, List<Ownership.Order>> orders) {
    static final OfEntity SILENT = new OfEntity(Map.of(), Map.of(), Map.of());

    OfEntity {
      groupOf = Map.copyOf(groupOf);
      lists = Map.copyOf(lists);
      orders = Map.copyOf(orders);
    }
  }

  Authority(Map<String, OfEntity> entities, Collection<String> connections) {
    this.entities = Map.copyOf(entities);
    this.connections = List.copyOf(connections);
  }

  static Authority read(
      YamlNode root, Collection<String> connections, ZoneId zone, Problems problems) {
    return new AuthorityReader(connections, zone, problems).read(root);
  }

  /**
   * Reads the file alone, for those who explain a workspace that others run.
   *
   * @param found takes every mistake; what is right in the file is read all the same
   */
  public static Authority read(
      Path folder, Collection<String> connections, ZoneId zone, Collection<Problem> found) {
    Problems problems = new Problems();
    Path file = folder.resolve(FILE);
    YamlNode root =
        Files.isRegularFile(file)
            ? YamlDocument.read(file, FILE, problems)
            : YamlDocument.absent(FILE);
    Authority authority = read(root, connections, zone, problems);
    found.addAll(problems.list());
    return authority;
  }

  /** Whose value of that field wins, and since when. */
  public Ownership ownership(String entity, String field) {
    OfEntity said = entities.getOrDefault(entity, OfEntity.SILENT);
    String group = said.groupOf().get(field);
    Ownership.Lists lists = said.lists().getOrDefault(field, Ownership.Lists.BY_SCHEMA);
    Ownership.Order usual =
        said.orders()
            .getOrDefault(AuthorityReader.DEFAULT, List.of(order(Instant.MIN, List.of(), 0)))
            .getFirst();
    List<Ownership.Order> orders =
        said.orders()
            .getOrDefault(
                group == null ? field : group,
                said.orders().getOrDefault(AuthorityReader.DEFAULT, List.of(usual)));
    List<Ownership.Order> fromEver = new ArrayList<>(orders);
    if (orders.getFirst().since() != null) {
      fromEver.addFirst(usual.since() == null ? usual : order(Instant.MIN, List.of(), 0));
    }
    return new Ownership(group, lists, fromEver);
  }

  /**
   * Connections in the order in which their value of that field wins by the newest order. A
   * connection that is not named comes after all that are, in the order of its name.
   */
  public List<String> order(String entity, String field) {
    return ownership(entity, field).orders().getLast().connections();
  }

  /** Only the connections that authority.yaml names for that field by the newest order. */
  public List<String> named(String entity, String field) {
    Ownership.Order newest = ownership(entity, field).orders().getLast();
    return newest.connections().subList(0, newest.named());
  }

  /** What differs from the entity's default, in words: by field or group, by the newest order. */
  List<String> exceptions(String entity) {
    OfEntity said = entities.getOrDefault(entity, OfEntity.SILENT);
    Map<String, List<String>> members = new TreeMap<>();
    said.groupOf()
        .forEach(
            (field, group) -> members.computeIfAbsent(group, _ -> new ArrayList<>()).add(field));
    List<String> exceptions = new ArrayList<>();
    new TreeMap<>(said.orders())
        .forEach(
            (name, orders) -> {
              if (!name.equals(AuthorityReader.DEFAULT)) {
                List<String> fields = members.getOrDefault(name, List.of());
                String of =
                    fields.isEmpty()
                        ? ""
                        : " (" + fields.stream().sorted().collect(Collectors.joining(", ")) + ")";
                exceptions.add(name + of + ": " + words(orders.getLast()));
              }
            });
    return exceptions;
  }

  private static String words(Ownership.Order order) {
    String since = order.since() == null ? "" : " since " + order.since();
    return String.join(" before ", order.connections().subList(0, order.named())) + since;
  }

  private Ownership.Order order(Instant from, List<String> named, int line) {
    return order(null, from, named, line, connections);
  }

  static Ownership.Order order(
      @Nullable LocalDate since,
      Instant from,
      List<String> named,
      int line,
      Collection<String> connections) {
    List<String> all = new ArrayList<>(named);
    connections.stream().filter(name -> !named.contains(name)).forEach(all::add);
    return new Ownership.Order(since, from, all, named.size(), line);
  }
}
