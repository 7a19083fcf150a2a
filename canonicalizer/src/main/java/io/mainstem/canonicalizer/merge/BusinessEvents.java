package io.mainstem.canonicalizer.merge;

import io.mainstem.schemas.Entities;
import io.mainstem.schemas.EntityType;
import io.mainstem.schemas.event.ChangeKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/** What a change means to the business: names such as {@code deal.won}, by transition. */
final class BusinessEvents {
  private static final String DRAFT = "DRAFT";

  private static final Map<String, List<EntityType.Milestone>> MILESTONES =
      Entities.all().stream()
          .collect(Collectors.toUnmodifiableMap(EntityType::name, EntityType::milestones));

  private BusinessEvents() {}

  static List<String> of(
      String entity, ChangeKind kind, @Nullable IndexedRecord before, IndexedRecord after) {
    List<String> events = new ArrayList<>();
    boolean restored = before != null && Envelope.deleted(before) && !Envelope.deleted(after);
    switch (kind) {
      case CREATED -> events.add(entity + ".created");
      case MERGED -> events.add(entity + ".merged");
      case SPLIT -> events.add(entity + ".split");
      case DELETED -> events.add(entity + ".deleted");
      case UPDATED -> {
        if (restored) {
          events.add(entity + ".restored");
        }
      }
      case UNRECOGNISED -> throw new IllegalArgumentException("kind: " + kind);
    }
    if (kind != ChangeKind.MERGED && kind != ChangeKind.DELETED) {
      for (EntityType.Milestone milestone : MILESTONES.getOrDefault(entity, List.of())) {
        String from = value(before, milestone.field());
        String to = value(after, milestone.field());
        if (to != null && !to.equals(from)) {
          entered(events, milestone, entity, from, to);
        }
      }
    }
    return events;
  }

  private static void entered(
      List<String> events,
      EntityType.Milestone milestone,
      String entity,
      @Nullable String from,
      String to) {
    boolean firstWord = from == null || from.equals(DRAFT);
    if (entity.equals(Entities.ORDER.name()) && firstWord && !to.equals(DRAFT)) {
      events.add(EntityType.ORDER_PLACED);
    }
    String named = milestone.entered().get(to);
    if (named != null) {
      events.add(named);
    }
  }

  private static @Nullable String value(@Nullable IndexedRecord canonical, Schema.Field field) {
    Object value = canonical == null ? null : canonical.get(field.pos());
    return value == null ? null : value.toString();
  }
}
