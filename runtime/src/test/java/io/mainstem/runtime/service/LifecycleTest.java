package io.mainstem.runtime.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstem.runtime.config.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LifecycleTest {
  private final List<String> stopped = new ArrayList<>();

  @Test
  void shouldStopInReverseOrderEvenWhereOnePartFails() {
    Lifecycle lifecycle = new Lifecycle();
    lifecycle.manage("store", () -> stopped.add("store"));
    lifecycle.manage(
        "broken",
        () -> {
          throw new IllegalStateException("stuck");
        });
    lifecycle.manage("door", () -> stopped.add("door"));

    lifecycle.close();
    lifecycle.close();

    assertThat(stopped).containsExactly("door", "store");
  }

  @Test
  void shouldExitWith2WhereTheEnvironmentIsWrong() {
    int status =
        Service.runToExitStatus(
            "test",
            Settings.of(Map.of()),
            (settings, lifecycle) -> {
              settings.port("MAINSTEM_PORT");
              settings.check();
            },
            new Lifecycle());

    assertThat(status).isEqualTo(2);
  }

  @Test
  void shouldExitWith1AfterAFailureAndStopWhatRan() {
    int status =
        Service.runToExitStatus(
            "test",
            Settings.of(Map.of()),
            (settings, lifecycle) -> {
              lifecycle.manage("door", () -> stopped.add("door"));
              lifecycle.fail("broken", new IllegalStateException("test"));
            },
            new Lifecycle());

    assertThat(status).isEqualTo(1);
    assertThat(stopped).containsExactly("door");
  }
}
