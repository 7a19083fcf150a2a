package io.mainstem.runtime.outbound;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;

/**
 * Networks no configured address may lead to: this machine, private and link-local networks, cloud
 * metadata, carrier NAT, multicast, documentation and reserved ranges, and every IPv6 form that
 * carries an IPv4 address. Java's own predicates miss most of them. Source: the IANA
 * special-purpose address registries (RFC 6890).
 */
public final class BlockedNetworks {
  private static final List<Network> IPV4 =
      List.of(
          Network.of("0.0.0.0/8"),
          Network.of("10.0.0.0/8"),
          Network.of("100.64.0.0/10"),
          Network.of("127.0.0.0/8"),
          Network.of("169.254.0.0/16"),
          Network.of("172.16.0.0/12"),
          Network.of("192.0.0.0/24"),
          Network.of("192.0.2.0/24"),
          Network.of("192.31.196.0/24"),
          Network.of("192.52.193.0/24"),
          Network.of("192.88.99.0/24"),
          Network.of("192.168.0.0/16"),
          Network.of("192.175.48.0/24"),
          Network.of("198.18.0.0/15"),
          Network.of("198.51.100.0/24"),
          Network.of("203.0.113.0/24"),
          Network.of("224.0.0.0/4"),
          Network.of("240.0.0.0/4"),
          // Azure's and Alibaba's metadata services answer on public-looking addresses.
          Network.of("168.63.129.16/32"),
          Network.of("100.100.100.200/32"));

  /** The one IPv6 network that is the public internet; everything outside it is blocked. */
  private static final Network IPV6_GLOBAL = Network.of("2000::/3");

  private static final List<Network> IPV6_WITHIN_GLOBAL =
      List.of(
          Network.of("2001::/23"),
          Network.of("2001:db8::/32"),
          Network.of("2002::/16"),
          Network.of("2620:4f:8000::/48"),
          Network.of("3fff::/20"));

  private BlockedNetworks() {}

  /** Whether a connection to this address must not be made. */
  public static boolean contains(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (address instanceof Inet6Address) {
      return !IPV6_GLOBAL.contains(bytes)
          || IPV6_WITHIN_GLOBAL.stream().anyMatch(network -> network.contains(bytes));
    }
    return IPV4.stream().anyMatch(network -> network.contains(bytes));
  }

  /** A prefix of an address. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Network(byte[] prefix, int bits) {

    static Network of(String cidr) {
      int slash = cidr.indexOf('/');
      InetAddress address = InetAddress.ofLiteral(cidr.substring(0, slash));
      return new Network(address.getAddress(), Integer.parseInt(cidr.substring(slash + 1)));
    }

    boolean contains(byte[] address) {
      if (address.length != prefix.length) {
        return false;
      }
      int wholeBytes = bits / 8;
      if (!Arrays.equals(address, 0, wholeBytes, prefix, 0, wholeBytes)) {
        return false;
      }
      int rest = bits % 8;
      int mask = (0xFF << (8 - rest)) & 0xFF;
      return rest == 0 || (address[wholeBytes] & mask) == (prefix[wholeBytes] & mask);
    }
  }
}
