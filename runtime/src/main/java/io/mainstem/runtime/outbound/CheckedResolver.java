package io.mainstem.runtime.outbound;

import io.mainstem.runtime.config.HostPort;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.SocketAddressResolver;

/** Resolves a name once and hands on only addresses that may be called. */
final class CheckedResolver implements SocketAddressResolver {
  private final Set<HostPort> exempt;
  private final Names names;

  /** Looks up every address of a name; literals are their own. */
  @FunctionalInterface
  interface Names {
    InetAddress[] addressesOf(String host) throws UnknownHostException;
  }

  CheckedResolver(Set<HostPort> exempt) {
    this(exempt, InetAddress::getAllByName);
  }

  CheckedResolver(Set<HostPort> exempt, Names names) {
    this.exempt = Set.copyOf(exempt);
    this.names = names;
  }

  @Override
  public void resolve(
      String host,
      int port,
      Map<String, Object> context,
      Promise<List<InetSocketAddress>> promise) {
    try {
      InetAddress[] addresses = names.addressesOf(withoutBrackets(host));
      boolean checked = !exempt.contains(new HostPort(withoutBrackets(host), port));
      if (checked && Arrays.stream(addresses).anyMatch(BlockedNetworks::contains)) {
        promise.failed(new BlockedAddressException(host));
        return;
      }
      promise.succeeded(
          Arrays.stream(addresses).map(address -> new InetSocketAddress(address, port)).toList());
    } catch (UnknownHostException e) {
      promise.failed(e);
    }
  }

  private static String withoutBrackets(String host) {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }
}
