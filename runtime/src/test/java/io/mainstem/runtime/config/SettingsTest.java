package io.mainstem.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {
  @Test
  void shouldReportEveryProblemAtOnce() {
    Settings settings =
        Settings.of(
            Map.of("REGISTRY", "127.0.0.1:8082", "PORT", "65536", "ALLOW", "localhost", "N", "9"));

    settings.text("KAFKA", "host:port list");
    settings.uri("REGISTRY");
    settings.port("PORT");
    settings.hostPorts("ALLOW");
    settings.numberOr("N", 1, 1, 8);
    settings.postgresUrl("POSTGRES");

    assertThatThrownBy(settings::check)
        .isInstanceOfSatisfying(
            SettingsException.class,
            e ->
                assertThat(e.problems())
                    .containsExactly(
                        "KAFKA: not set (expected: host:port list)",
                        "REGISTRY: 127.0.0.1:8082 (expected: an http or https address)",
                        "PORT: 65536 (expected: a port, 0 to 65535)",
                        "ALLOW: localhost (expected: a comma-separated list of host:port)",
                        "N: 9 (expected: a whole number from 1 to 8)",
                        "POSTGRES: not set (expected: jdbc:postgresql://host:port/database)"));
  }

  @Test
  void shouldReadWhatIsThere() {
    Settings settings =
        Settings.of(
            Map.of("PORT", "65535", "REGISTRY", "http://127.0.0.1:8082", "ALLOW", "a:1, [::1]:2,"));

    assertThat(settings.port("PORT")).isEqualTo(65535);
    assertThat(settings.uri("REGISTRY")).isEqualTo(URI.create("http://127.0.0.1:8082"));
    assertThat(settings.hostPorts("ALLOW"))
        .containsExactly(new HostPort("a", 1), new HostPort("::1", 2));
    assertThat(settings.portOr("OTHER", 80)).isEqualTo(80);
    settings.check();
  }

  @Test
  void shouldNeverShowASecret() {
    Secret secret = Settings.of(Map.of("KEY", "hunter2")).secret("KEY");

    assertThat(secret).hasToString("***");
    assertThat(secret.reveal()).isEqualTo("hunter2");
  }
}
