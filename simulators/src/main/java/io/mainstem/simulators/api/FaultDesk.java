package io.mainstem.simulators.api;

import io.mainstem.simulators.json.Json;

/** Takes orders for misfortunes over HTTP. */
public final class FaultDesk {
  private final Faults faults;

  public FaultDesk(Faults faults) {
    this.faults = faults;
  }

  /**
   * {@code
   * {"tool":"xero","path":"/Invoices","method":"PUT","times":2,"status":500,"when":"after"}}.
   */
  public Answer add(Call call) {
    try {
      faults.add(
          Fault.read(call.json().orElseThrow(() -> new IllegalArgumentException("not JSON"))));
      return Answer.json(200, Json.object("ok", true));
    } catch (IllegalArgumentException unreadable) {
      return Answer.json(400, Json.object("ok", false, "problem", unreadable.getMessage()));
    }
  }

  public Answer clear() {
    faults.clear();
    return Answer.json(200, Json.object("ok", true));
  }
}
