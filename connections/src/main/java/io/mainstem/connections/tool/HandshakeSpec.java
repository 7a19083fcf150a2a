package io.mainstem.connections.tool;

import io.mainstem.connections.json.EachPath;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a vendor makes sure that an address is ours. */
public sealed interface HandshakeSpec {

  /** Whether it teaches us the secret that signs from then on. */
  default boolean teachesSecret() {
    return false;
  }

  /**
   * The text at {@code field} of a matching body is sent back.
   *
   * @param signed only where the signature is right
   */
  record EchoBody(Map<EachPath, String> match, EachPath field, boolean json, boolean signed)
      implements HandshakeSpec {
    public EchoBody {
      match = Map.copyOf(match);
    }
  }

  /** The value of a parameter of the address is sent back. */
  record EchoQuery(String param) implements HandshakeSpec {}

  /** A secret comes in a header, is kept, and is sent back in the same header. */
  record EchoHeader(String header) implements HandshakeSpec {
    @Override
    public boolean teachesSecret() {
      return true;
    }
  }

  /**
   * A secret is posted and kept.
   *
   * @param confirm the call that makes it valid, or null
   */
  record BodyToken(EachPath field, @Nullable Confirm confirm) implements HandshakeSpec {
    @Override
    public boolean teachesSecret() {
      return true;
    }
  }

  /** An ordinary delivery, answered by its signature alone. */
  record SignedStatus() implements HandshakeSpec {}

  /** GET is answered well. */
  record GetOk() implements HandshakeSpec {}

  /** A matching body is answered and forgotten. */
  record Ping(Map<EachPath, String> match, boolean signed) implements HandshakeSpec {
    public Ping {
      match = Map.copyOf(match);
    }
  }

  /**
   * A call of the tool's API. Templates over {@code {token}}, {@code {body:path}} and what the
   * connection holds.
   *
   * @param headers instead of those every call carries
   */
  record Confirm(
      String method, String path, Map<String, String> headers, Map<String, String> body) {
    public Confirm {
      headers = Map.copyOf(headers);
      body = Map.copyOf(body);
    }
  }

  /** What matches any value. */
  String ANY = "*";
}
