package io.mainstem.sink.writeback;

import io.mainstem.schemas.event.Action;
import io.mainstem.schemas.event.ActionState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The next version of an action, for everything that can happen to it. Pure. */
final class ActionSteps {
  static final String NOT_CONFIGURED = "NOT_CONFIGURED";

  private ActionSteps() {}

  static Action to(
      Action action,
      ActionState state,
      @Nullable String code,
      @Nullable String detail,
      Instant now) {
    return Action.newBuilder(action)
        .setVersion(action.getVersion() + 1)
        .setState(state)
        .setCode(code)
        .setDetail(detail)
        .setUpdatedAt(now)
        .build();
  }

  static Action withPayload(Action action, String payload, String detail, Instant now) {
    return Action.newBuilder(to(action, action.getState(), null, detail, now))
        .setPayload(payload)
        .build();
  }

  /** Stored before the call is made, so that a crash in between is known to be a maybe. */
  static Action sending(Action action, Instant now) {
    return Action.newBuilder(to(action, ActionState.SENT, null, "sent, not answered yet", now))
        .setAttempts(action.getAttempts() + 1)
        .build();
  }

  static Action made(Action action, String resultId, String detail, Instant now) {
    return Action.newBuilder(to(action, ActionState.SENT, null, detail, now))
        .setResultId(resultId)
        .build();
  }

  /** A try that did not get as far as sending counts too. */
  static Action postponed(Action action, NotDone why, boolean counted, Instant now) {
    return Action.newBuilder(to(action, action.getState(), why.code(), why.detail(), now))
        .setAttempts(action.getAttempts() + (counted ? 0 : 1))
        .build();
  }

  static Action failed(Action action, String code, String detail, Instant now) {
    return to(action, ActionState.FAILED, code, detail, now);
  }

  static Action again(Action action, String detail, Instant now) {
    return Action.newBuilder(to(action, ActionState.APPROVED, null, detail, now))
        .setAttempts(0)
        .build();
  }
}
