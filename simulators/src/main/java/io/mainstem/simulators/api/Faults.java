package io.mainstem.simulators.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The misfortunes still to come, in the order in which they were asked for. */
public final class Faults {
  private final List<Fault> coming = new ArrayList<>();

  public synchronized void add(Fault fault) {
    coming.add(fault);
  }

  public synchronized void clear() {
    coming.clear();
  }

  synchronized Optional<Fault> next(String api, Call call) {
    for (int i = 0; i < coming.size(); i++) {
      Fault fault = coming.get(i);
      if (fault.befalls(api, call)) {
        if (fault.times() <= 1) {
          coming.remove(i);
        } else {
          coming.set(i, fault.once());
        }
        return Optional.of(fault);
      }
    }
    return Optional.empty();
  }
}
