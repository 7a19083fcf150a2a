package io.mainstem.sink.flow;

import io.mainstem.schemas.NameUuid;
import java.util.Locale;
import java.util.UUID;

/**
 * The identity of a planned write, derived from what it is about: planned again, it is the same.
 *
 * @param id of the action; also its idempotency key towards the tool
 * @param marker a short text put into the written record so that a search finds it again
 */
public record ActionKey(String id, String marker) {
  private static final UUID NAMESPACE = UUID.fromString("6d61696e-7374-5e6d-8a11-a51d00000003");
  private static final String PREFIX = "act_";
  private static final int MARKER_HEX_DIGITS = 10;

  static ActionKey of(Trigger trigger) {
    UUID uuid =
        NameUuid.of(NAMESPACE, trigger.flow() + "|" + trigger.id() + "|" + trigger.transition());
    return new ActionKey(PREFIX + uuid, markerOf(PREFIX + uuid));
  }

  public static String markerOf(String actionId) {
    String hex = actionId.substring(PREFIX.length()).replace("-", "").toUpperCase(Locale.ROOT);
    return "MS-" + hex.substring(0, MARKER_HEX_DIGITS);
  }
}
