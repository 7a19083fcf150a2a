package io.mainstem.commandcentre.trace;

import io.mainstem.commandcentre.status.ActionView;
import io.mainstem.commandcentre.status.EventRow;
import io.mainstem.commandcentre.status.InsightView;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Everything that happened to one canonical record, in the order of the stages. */
public record Journey(
    String entity,
    String id,
    String label,
    long version,
    boolean deleted,
    @Nullable String mergedInto,
    @Nullable Instant updatedAt,
    List<EventRow> deliveries,
    List<LinkView> links,
    List<FieldView> fields,
    List<ChangeView> changes,
    List<Related> related,
    List<InsightView> insights,
    List<ActionView> actions) {}
