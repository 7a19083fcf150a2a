package io.mainstem.testkit;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.awaitility.core.ThrowingRunnable;

/** Patient waiting for what a busy machine does late: looks often, gives up after a minute. */
public final class Await {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration INTERVAL = Duration.ofMillis(50);

  private Await() {}

  /** Returns when the condition holds; what it is about appears in the failure. */
  public static void until(String what, Callable<Boolean> condition) {
    await(what).until(condition);
  }

  /** Returns when the assertions hold; the last failure is reported. */
  public static void asserted(String what, ThrowingRunnable assertions) {
    await(what).untilAsserted(assertions);
  }

  private static ConditionFactory await(String what) {
    return Awaitility.await(what).atMost(LIMIT).pollInterval(INTERVAL).ignoreExceptions();
  }
}
