package io.mainstem.backbone;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Refuses to start beside somebody else: names every taken port and, where the system tells, who
 * has it.
 */
public final class PortCheck {
  private static final int CONNECT_MILLIS = 200;

  private PortCheck() {}

  public static boolean isFree(int port) {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(loopback, port), 1);
    } catch (IOException taken) {
      return false;
    }
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(loopback, port), CONNECT_MILLIS);
      return false;
    } catch (IOException nobodyListens) {
      return true;
    }
  }

  /** Fails with one sentence that names all taken ports. */
  public static void requireFree(Map<String, Integer> named) {
    List<Map.Entry<String, Integer>> taken =
        named.entrySet().stream().filter(entry -> !isFree(entry.getValue())).toList();
    if (taken.isEmpty()) {
      return;
    }
    String what =
        taken.stream()
            .map(entry -> "port %d (%s)%s".formatted(entry.getValue(), entry.getKey(), by(entry)))
            .collect(Collectors.joining(", "));
    throw new BackboneException(
        Fault.PORT_TAKEN,
        "Already taken: %s; stop what holds it or choose other ports with --ports BASE."
            .formatted(what));
  }

  private static String by(Map.Entry<String, Integer> entry) {
    Optional<PortHolder> holder = PortHolder.of(entry.getValue());
    return holder.map(it -> " by process %d %s".formatted(it.pid(), it.program())).orElse("");
  }
}
