package io.mainstem.connections;

import io.mainstem.connections.yaml.Problems;
import io.mainstem.connections.yaml.YamlNode;
import io.mainstem.schemas.AvroTypes;
import io.mainstem.schemas.Entities;
import io.mainstem.schemas.EntityType;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** Reads authority.yaml. */
final class AuthorityReader {
  static final String DEFAULT = "default";
  private static final String GROUPS = "groups";
  private static final String LISTS = "lists";
  private static final String SINCE = "since";
  private static final String ORDER = "order";
  private static final List<String> WAYS = List.of("merged", "whole");

  private final Collection<String> connections;
  private final ZoneId zone;
  private final Problems problems;

  AuthorityReader(Collection<String> connections, ZoneId zone, Problems problems) {
    this.connections = new TreeSet<>(connections);
    this.zone = zone;
    this.problems = problems;
  }

  Authority read(YamlNode root) {
    Map<String, Authority.OfEntity> entities = new HashMap<>();
    root.allow(Entities.names(), problems);
    root.entries()
        .forEach(
            (entity, node) ->
                Entities.find(entity).ifPresent(type -> entities.put(entity, entity(type, node))));
    return new Authority(entities, connections);
  }

  private Authority.OfEntity entity(EntityType type, YamlNode at) {
    List<String> fields =
        type.schema().getFields().stream()
            .map(Schema.Field::name)
            .filter(name -> !EntityType.OURS.contains(name))
            .toList();
    Map<String, List<String>> groups = groups(at.get(GROUPS), fields);
    List<String> known = new ArrayList<>(List.of(DEFAULT, GROUPS, LISTS));
    known.addAll(groups.keySet());
    known.addAll(fields);
    at.allow(known, problems);
    Map<String, String> groupOf = new HashMap<>();
    groups.forEach((group, members) -> members.forEach(field -> groupOf.put(field, group)));
    Map<String, List<Ownership.Order>> orders = new HashMap<>();
    at.entries()
        .forEach(
            (name, node) -> {
              String group = groupOf.get(name);
              if (group != null) {
                problems.wrong(node, "the order of its group, under " + group);
              } else if (!name.equals(GROUPS) && !name.equals(LISTS)) {
                orders.put(name, orders(node));
              }
            });
    return new Authority.OfEntity(groupOf, lists(type, at.get(LISTS)), orders);
  }

  private Map<String, List<String>> groups(YamlNode at, List<String> fields) {
    Map<String, List<String>> groups = new HashMap<>();
    List<String> taken = new ArrayList<>();
    if (at.isPresent() && !at.isMap()) {
      problems.wrong(at, "names of groups, each with its fields");
    }
    at.entries()
        .forEach(
            (name, members) -> {
              if (fields.contains(name) || List.of(DEFAULT, GROUPS, LISTS).contains(name)) {
                problems.wrong(members, "a group whose name is not that of a field");
                return;
              }
              List<String> own = new ArrayList<>();
              for (YamlNode member : members.items()) {
                String field = member.oneOf(fields, problems).orElse("");
                if (taken.contains(field)) {
                  problems.wrong(member, "a field of one group only");
                } else if (!field.isEmpty()) {
                  own.add(field);
                  taken.add(field);
                }
              }
              if (members.items().isEmpty()) {
                members.report("the fields that belong together", problems);
              }
              groups.put(name, own);
            });
    return groups;
  }

  private Map<String, Ownership.Lists> lists(EntityType type, YamlNode at) {
    List<String> known =
        type.schema().getFields().stream()
            .filter(field -> !EntityType.OURS.contains(field.name()))
            .filter(field -> AvroTypes.notNull(field.schema()).getType() == Schema.Type.ARRAY)
            .map(Schema.Field::name)
            .toList();
    Map<String, Ownership.Lists> lists = new HashMap<>();
    at.allow(known, problems);
    at.entries()
        .forEach(
            (field, way) ->
                way.oneOf(WAYS, problems)
                    .ifPresent(
                        word ->
                            lists.put(
                                field, Ownership.Lists.valueOf(word.toUpperCase(Locale.ROOT)))));
    return lists;
  }

  /** One order, or several with the date from which each holds. */
  private List<Ownership.Order> orders(YamlNode at) {
    boolean dated = at.items().stream().anyMatch(YamlNode::isMap);
    if (!dated) {
      return List.of(order(null, at, at.line()));
    }
    List<Ownership.Order> orders = new ArrayList<>();
    for (YamlNode item : at.items()) {
      item.allow(List.of(SINCE, ORDER), problems);
      if (!item.isMap()) {
        continue;
      }
      YamlNode order = item.get(ORDER);
      if (!order.isPresent()) {
        order.report("connections, first to last", problems);
      }
      Ownership.Order next = order(since(item.get(SINCE), orders), order, item.line());
      orders.add(next);
    }
    return orders;
  }

  private @Nullable LocalDate since(YamlNode at, List<Ownership.Order> earlier) {
    if (!at.isPresent()) {
      if (!earlier.isEmpty()) {
        at.report("a date such as 2026-07-01: only the first order may do without", problems);
      }
      return null;
    }
    try {
      LocalDate since = LocalDate.parse(at.text().orElse(""));
      earlier.stream()
          .map(Ownership.Order::since)
          .filter(before -> before != null && !since.isAfter(before))
          .findFirst()
          .ifPresent(before -> at.report("a date after " + before + ", above", problems));
      return since;
    } catch (DateTimeException e) {
      at.report("a date such as 2026-07-01", problems);
      return null;
    }
  }

  private Ownership.Order order(@Nullable LocalDate since, YamlNode at, int line) {
    List<String> order = new ArrayList<>();
    for (YamlNode item : at.items()) {
      item.oneOf(connections, problems)
          .ifPresent(
              name -> {
                if (order.contains(name)) {
                  problems.wrong(item, "each connection once");
                } else {
                  order.add(name);
                }
              });
    }
    return Authority.order(since, start(since), order, line, connections);
  }

  private Instant start(@Nullable LocalDate since) {
    return since == null ? Instant.MIN : since.atStartOfDay(zone).toInstant();
  }
}
