package io.mainstem.connections.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstem.connections.yaml.Problems;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Of several ways to say who asks, the one the connection has the secrets for. */
final class AuthWaysTest {
  private static final ApiSpec XERO =
      Objects.requireNonNull(Tools.builtIn("xero", new Problems()).api());

  @Test
  void shouldTakeTheFirstWayThatHasItsSecrets() {
    assertThat(XERO.auth(Set.of("client_id", "client_secret", "refresh_token", "access_token")))
        .isInstanceOf(ApiAuth.Token.class);
    assertThat(XERO.auth(Set.of("access_token"))).isInstanceOf(ApiAuth.Header.class);
  }

  @Test
  void shouldFallBackToTheFirstWayWhereNoneHasItsSecrets() {
    assertThat(XERO.auth(Set.of())).isInstanceOf(ApiAuth.Token.class);
  }
}
