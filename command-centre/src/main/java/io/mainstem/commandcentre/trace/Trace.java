package io.mainstem.commandcentre.trace;

import io.mainstem.commandcentre.status.EventRow;
import io.mainstem.commandcentre.status.QuarantineItem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a search: {@code GET /api/trace?key=}.
 *
 * @param understoodAs what the key was taken for, in words
 * @param matches canonical records it leads to, most likely first
 * @param journey of the first match; null where no canonical record was found
 * @param deliveries of the source record or receipt the key names, where it names one
 * @param quarantined of those deliveries
 * @param waiting thin deliveries whose record was not fetched yet
 * @param targets what the tools written to held when they were last read back
 * @param steps everything above that happened, in order of time, and who did it
 */
public record Trace(
    String key,
    String understoodAs,
    List<Match> matches,
    @Nullable Journey journey,
    List<EventRow> deliveries,
    List<QuarantineItem> quarantined,
    List<Waiting> waiting,
    List<TargetView> targets,
    List<Step> steps) {

  public boolean isEmpty() {
    return matches.isEmpty() && deliveries.isEmpty() && quarantined.isEmpty() && waiting.isEmpty();
  }
}
