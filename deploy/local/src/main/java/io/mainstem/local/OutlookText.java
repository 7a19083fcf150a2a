package io.mainstem.local;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mainstem.canonicalizer.replay.Outlook;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What other files would do, as lines for people and as JSON. */
final class OutlookText {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private OutlookText() {}

  /** A line for each entity, then one for each record, then the summary as JSON. */
  static String of(List<Outlook> outlooks) {
    StringBuilder text = new StringBuilder();
    for (Outlook each : outlooks) {
      text.append(
          "%-10s %d records → %d: %d merged, %d split, %d changed%n"
              .formatted(
                  each.entity(),
                  each.before(),
                  each.records().size(),
                  each.merged(),
                  each.split(),
                  each.changed()));
      if (each.braked()) {
        text.append(
            "%-10s would be braked: %d records would be absorbed (mergeAtMost: %d); the rules accepted last would hold on%n"
                .formatted("", each.merged(), each.mergeAtMost()));
      }
    }
    for (Outlook each : outlooks) {
      each.differences().forEach(difference -> add(text, difference));
    }
    return text.append(json(outlooks, false)).append('\n').toString();
  }

  private static void add(StringBuilder text, Outlook.Difference difference) {
    switch (difference) {
      case Outlook.Merged merged ->
          text.append("%n%s merged into %s%n".formatted(merged.id(), merged.into()));
      case Outlook.Split split ->
          text.append("%n%s split from %s%n".formatted(split.id(), split.from()));
      case Outlook.Changed changed -> {
        text.append("%n%s changed%n".formatted(changed.id()));
        if (changed.fields().isEmpty()) {
          text.append("  the same values, from other records or for another reason\n");
        }
        for (Outlook.Field field : changed.fields()) {
          text.append(
              "  %-18s %s%s → %s%s%n"
                  .formatted(
                      field.name(),
                      value(field.before()),
                      whose(field.beforeOf()),
                      value(field.after()),
                      whose(field.afterOf())));
        }
        changed.conflicts().forEach(it -> text.append("  conflict comes     " + it + "\n"));
        changed.settled().forEach(it -> text.append("  conflict goes      " + it + "\n"));
      }
    }
  }

  private static String value(@Nullable String json) {
    return json == null ? "-" : json;
  }

  private static String whose(@Nullable String connection) {
    return connection == null ? "" : " (" + connection + ")";
  }

  /**
   * @param whole with every record
   */
  static String json(List<Outlook> outlooks, boolean whole) {
    ObjectNode root = NODES.objectNode();
    root.put("braked", outlooks.stream().anyMatch(Outlook::braked));
    ArrayNode entities = root.putArray("entities");
    for (Outlook each : outlooks) {
      ObjectNode entity = entities.addObject();
      entity.put("entity", each.entity());
      entity.put("before", each.before());
      entity.put("after", each.records().size());
      entity.put("merged", each.merged());
      entity.put("split", each.split());
      entity.put("changed", each.changed());
      entity.put("mergeAtMost", each.mergeAtMost());
      entity.put("braked", each.braked());
      if (whole) {
        ArrayNode records = entity.putArray("records");
        each.differences().forEach(difference -> records.add(json(difference)));
      }
    }
    return root.toString();
  }

  private static ObjectNode json(Outlook.Difference difference) {
    ObjectNode node = NODES.objectNode().put("id", difference.id());
    return switch (difference) {
      case Outlook.Merged merged -> node.put("change", "merged").put("into", merged.into());
      case Outlook.Split split -> node.put("change", "split").put("from", split.from());
      case Outlook.Changed changed -> {
        node.put("change", "changed");
        ArrayNode fields = node.putArray("fields");
        for (Outlook.Field field : changed.fields()) {
          fields
              .addObject()
              .put("field", field.name())
              .put("before", field.before())
              .put("after", field.after())
              .put("beforeOf", field.beforeOf())
              .put("afterOf", field.afterOf());
        }
        changed.conflicts().forEach(node.putArray("conflicts")::add);
        changed.settled().forEach(node.putArray("settled")::add);
        yield node;
      }
    };
  }
}
