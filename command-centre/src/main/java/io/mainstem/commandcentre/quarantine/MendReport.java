package io.mainstem.commandcentre.quarantine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was done, or would be.
 *
 * @param dryRun nothing was sent
 * @param sent items that fit and were sent, or would be
 * @param diff what is changed in the first of them
 * @param becomes field by field, what the first of them becomes
 * @param left items that stay, by reason
 * @param correction id of what later failures of the cause get as well; null without
 * @param next to ask with as {@code after} where there is more; null at the end
 */
public record MendReport(
    boolean dryRun,
    int sent,
    @Nullable String example,
    List<Diff.Place> diff,
    List<Fit.Field> becomes,
    List<Left> left,
    @Nullable String correction,
    @Nullable String next) {

  /** Items that were not sent for the same reason. */
  public record Left(String reason, int count, String example) {}
}
