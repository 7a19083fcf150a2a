package io.mainstem.simulators.vendor;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a vendor tells of changes. */
public interface Hooks {
  /**
   * What is posted for these changes: one letter an event, or as many in one as the vendor does.
   */
  List<Letter> letters(List<Change> changes, Subscription to);

  Signature signature();

  /**
   * Proves the receiver's address and makes the subscription live, or says what was wrong with the
   * answers; null where all was well.
   */
  default @Nullable String shakeHands(Subscription with, Messenger messenger)
      throws InterruptedException {
    with.live(true);
    return null;
  }

  default boolean accepts(int status) {
    return status / 100 == 2;
  }

  /** Whether an answer is worth another attempt; 0 stands for none. */
  default boolean triesAgain(int status) {
    return true;
  }

  /** Headers that only a repeated attempt carries. */
  default Map<String, String> again(int attempt) {
    return Map.of();
  }

  default Duration patience() {
    return Duration.ofSeconds(5);
  }
}
