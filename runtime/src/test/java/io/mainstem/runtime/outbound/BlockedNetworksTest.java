package io.mainstem.runtime.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstem.runtime.config.HostPort;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.jetty.util.Promise;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlockedNetworksTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "0.255.255.255",
        "10.0.0.1",
        "10.255.255.255",
        "100.64.0.0",
        "100.127.255.255",
        "100.100.100.200",
        "127.0.0.1",
        "127.255.255.254",
        "168.63.129.16",
        "169.254.0.1",
        "169.254.169.254",
        "172.16.0.0",
        "172.31.255.255",
        "192.0.0.192",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.0.1",
        "198.18.0.1",
        "198.19.255.255",
        "198.51.100.7",
        "203.0.113.9",
        "224.0.0.1",
        "239.255.255.255",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::ffff:10.0.0.1",
        "::10.0.0.1",
        "64:ff9b::a00:1",
        "64:ff9b:1::1",
        "100::1",
        "2001::1",
        "2001:db8::1",
        "2002:a00:1::",
        "3fff::1",
        "5f00::1",
        "fc00::1",
        "fd00:ec2::254",
        "fe80::1",
        "fec0::1",
        "ff02::1"
      })
  void shouldBlock(String address) {
    assertThat(BlockedNetworks.contains(InetAddress.ofLiteral(address))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "126.255.255.255",
        "128.0.0.0",
        "169.253.255.255",
        "169.255.0.0",
        "172.15.255.255",
        "172.32.0.0",
        "192.167.255.255",
        "192.169.0.0",
        "223.255.255.255",
        "2606:4700::1111",
        "2a00:1450:4001::64"
      })
  void shouldLetThroughWhatLiesOneBeside(String address) {
    assertThat(BlockedNetworks.contains(InetAddress.ofLiteral(address))).isFalse();
  }

  @Test
  void shouldRefuseANameWhoseAnyAddressIsBlocked() {
    CheckedResolver resolver =
        new CheckedResolver(
            Set.of(),
            host ->
                new InetAddress[] {
                  InetAddress.ofLiteral("93.184.215.14"), InetAddress.ofLiteral("169.254.169.254")
                });

    assertThat(resolve(resolver, 443)).isEqualTo("BlockedAddressException");
  }

  @Test
  void shouldExemptOnlyThatHostAndPort() {
    CheckedResolver resolver =
        new CheckedResolver(
            Set.of(new HostPort("sim.test", 8083)),
            host -> new InetAddress[] {InetAddress.ofLiteral("127.0.0.1")});

    assertThat(resolve(resolver, 8083)).isEqualTo("[/127.0.0.1:8083]");
    assertThat(resolve(resolver, 8084)).isEqualTo("BlockedAddressException");
  }

  private static String resolve(CheckedResolver resolver, int port) {
    StringBuilder said = new StringBuilder();
    resolver.resolve(
        "sim.test",
        port,
        Map.of(),
        new Promise<List<InetSocketAddress>>() {
          @Override
          public void succeeded(List<InetSocketAddress> addresses) {
            said.append(addresses);
          }

          @Override
          public void failed(Throwable failure) {
            said.append(failure.getClass().getSimpleName());
          }
        });
    return said.toString();
  }
}
