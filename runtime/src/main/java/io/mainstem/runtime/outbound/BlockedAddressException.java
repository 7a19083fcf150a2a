package io.mainstem.runtime.outbound;

import java.io.IOException;

/** A name led to a blocked network. */
final class BlockedAddressException extends IOException {
  private static final long serialVersionUID = 1L;

  BlockedAddressException(String host) {
    super("address of " + host + ": in a blocked network (expected: a public address)");
  }
}
