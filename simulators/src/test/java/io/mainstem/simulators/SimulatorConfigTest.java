package io.mainstem.simulators;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SimulatorConfigTest {
  @Test
  void shouldNameEverythingThatIsWrongAtOnce() {
    Map<String, String> environment = new HashMap<>(SimulatorRun.environment());
    environment.remove("XERO_WEBHOOK_KEY");
    environment.put("SIM_DAYS", "900");
    environment.put("SIM_LIMITS", "none");
    assertThatThrownBy(() -> SimulatorConfig.of(environment))
        .hasMessageContaining("XERO_WEBHOOK_KEY: missing")
        .hasMessageContaining("SIM_DAYS: 900 (expected: a whole number from 0 to 56)")
        .hasMessageContaining("SIM_LIMITS: none (expected: fast or real)");
  }
}
