package io.mainstem.connections.http;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What came of asking for an access token. */
public sealed interface TokenAnswer {

  /**
   * A token.
   *
   * @param refresh a new refresh token, which must be stored before the access token is used; null
   *     where the old one stays
   */
  record Granted(AccessToken token, @Nullable String refresh) implements TokenAnswer {
    @Override
    public String toString() {
      return "granted " + token;
    }
  }

  /** Ask again later. */
  record Again(String code, @Nullable Duration after) implements TokenAnswer {}

  /** Nobody but a person can mend it. The cause holds no payload. */
  record Refused(String code, String cause) implements TokenAnswer {}
}
