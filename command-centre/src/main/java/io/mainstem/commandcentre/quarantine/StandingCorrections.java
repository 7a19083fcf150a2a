package io.mainstem.commandcentre.quarantine;

import io.mainstem.commandcentre.store.StoreAwayException;
import io.mainstem.runtime.service.Recurring;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Mends what fails of a cause for which somebody left a correction. */
public final class StandingCorrections implements AutoCloseable {
  /** Items remembered that a correction does not fit. */
  static final int MAX_TRIED = 10_000;

  private static final Logger log = LoggerFactory.getLogger(StandingCorrections.class);
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private final Workbench workbench;
  private final Recurring recurring;
  private final Map<String, String> tried =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
          return size() > MAX_TRIED;
        }
      };

  private StandingCorrections(Workbench workbench) {
    this.workbench = workbench;
    this.recurring = Recurring.start("standing-corrections", PAUSE, this::look);
  }

  public static StandingCorrections start(Workbench workbench) {
    return new StandingCorrections(workbench);
  }

  private void look() {
    try {
      for (Correction correction : workbench.standing()) {
        workbench.apply(correction, tried);
      }
    } catch (StoreAwayException away) {
      // The store's health component says so.
    } catch (RefusedException notNow) {
      log.atWarn().addKeyValue("reason", notNow.reason()).log("corrections wait");
    }
  }

  @Override
  public void close() {
    recurring.close();
  }
}
