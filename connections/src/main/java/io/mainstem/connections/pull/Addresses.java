package io.mainstem.connections.pull;

import java.net.URI;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Addresses that answers give. */
final class Addresses {
  private Addresses() {}

  /** The whole address; empty where it leads to another host, port or scheme. */
  static Optional<URI> follow(URI base, String next) {
    URI address;
    try {
      address = URI.create(next.strip());
    } catch (IllegalArgumentException notAnAddress) {
      return Optional.empty();
    }
    if (!address.isAbsolute() && address.getRawAuthority() == null) {
      address = within(base, address);
    }
    URI whole = base.resolve(address);
    return isSameOrigin(base, whole) ? Optional.of(whole) : Optional.empty();
  }

  /** A path stands below the base, unless it already begins with the base's own path. */
  private static URI within(URI base, URI next) {
    String root = Objects.requireNonNullElse(base.getRawPath(), "").replaceAll("/+$", "");
    String path = Objects.requireNonNullElse(next.getRawPath(), "");
    return root.isEmpty() || !path.startsWith("/") || path.startsWith(root + "/")
        ? next
        : URI.create(root + next);
  }

  private static boolean isSameOrigin(URI base, URI other) {
    return other.getHost() != null
        && other.getUserInfo() == null
        && lower(base.getScheme()).equals(lower(other.getScheme()))
        && lower(base.getHost()).equals(lower(other.getHost()))
        && port(base) == port(other);
  }

  private static int port(URI address) {
    if (address.getPort() >= 0) {
      return address.getPort();
    }
    return lower(address.getScheme()).equals("https") ? 443 : 80;
  }

  private static String lower(@Nullable String text) {
    return text == null ? "" : text.toLowerCase(Locale.ROOT);
  }
}
