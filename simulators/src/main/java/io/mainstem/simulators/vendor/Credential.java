package io.mainstem.simulators.vendor;

import io.mainstem.simulators.api.Call;
import java.util.Objects;

/** What a caller must show. */
public interface Credential {
  boolean shownBy(Call call);

  /** A bearer token given out by the token endpoint and not expired. */
  static Credential bearer(Tokens tokens) {
    return call -> tokens.valid(call.bearer());
  }

  /** A bearer token that stays the same. */
  static Credential bearer(String token) {
    return call -> token.equals(call.bearer());
  }

  static Credential header(String name, String value) {
    return call -> value.equals(call.header(name));
  }

  static Credential basic(String user, String password) {
    return call -> {
      String header = Objects.requireNonNullElse(call.header("Authorization"), "");
      return header.startsWith("Basic ") && Tokens.basic(header).equals(user + ":" + password);
    };
  }

  default Credential or(Credential other) {
    return call -> shownBy(call) || other.shownBy(call);
  }

  default Credential and(Credential other) {
    return call -> shownBy(call) && other.shownBy(call);
  }
}
