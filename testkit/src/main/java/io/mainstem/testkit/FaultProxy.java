package io.mainstem.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/** Stands between a client and a server on this machine and does to the wire what networks do. */
public final class FaultProxy implements AutoCloseable {
  private enum Wire {
    PASSES,
    REFUSES,
    SWALLOWS
  }

  private final InetSocketAddress target;
  private final ServerSocket listener;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile Wire wire = Wire.PASSES;
  private volatile Duration latency = Duration.ZERO;

  private FaultProxy(InetSocketAddress target, ServerSocket listener) {
    this.target = target;
    this.listener = listener;
  }

  /** Passes everything on until told otherwise. */
  public static FaultProxy to(String host, int port) {
    try {
      ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
      FaultProxy proxy = new FaultProxy(new InetSocketAddress(host, port), listener);
      Thread.ofVirtual().start(proxy::accept);
      return proxy;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** The port to connect to instead of the target's. */
  public int port() {
    return listener.getLocalPort();
  }

  /** Every chunk of bytes arrives this much later. */
  public void delay(Duration duration) {
    latency = duration;
  }

  /** New connections are closed at once; those open are reset. */
  public void refuse() {
    wire = Wire.REFUSES;
    reset();
  }

  /** Connections stay open, nothing arrives: half-open, as after a pulled cable. */
  public void swallow() {
    wire = Wire.SWALLOWS;
  }

  /** Everything passes again; what was swallowed stays lost, so connections start anew. */
  public void heal() {
    if (wire == Wire.SWALLOWS) {
      reset();
    }
    wire = Wire.PASSES;
    latency = Duration.ZERO;
  }

  /** Resets every open connection. */
  public void reset() {
    for (Socket socket : open) {
      try {
        socket.setSoLinger(true, 0);
        socket.close();
      } catch (IOException alreadyClosed) {
        // What was wanted.
      }
    }
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        if (wire == Wire.REFUSES) {
          client.setSoLinger(true, 0);
          client.close();
        } else {
          Socket server = new Socket();
          open.add(client);
          open.add(server);
          Thread.ofVirtual().start(() -> connect(client, server));
        }
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void connect(Socket client, Socket server) {
    try {
      server.connect(target);
      Thread back = Thread.ofVirtual().start(() -> pump(server, client));
      pump(client, server);
      back.join();
    } catch (IOException unreachable) {
      close(client);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } finally {
      close(client);
      close(server);
      open.remove(client);
      open.remove(server);
    }
  }

  private void pump(Socket from, Socket to) {
    byte[] chunk = new byte[16_384];
    try (InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      int read;
      while ((read = in.read(chunk)) >= 0) {
        LockSupport.parkNanos(latency.toNanos());
        if (wire == Wire.SWALLOWS) {
          continue;
        }
        out.write(chunk, 0, read);
      }
    } catch (IOException ended) {
      close(from);
      close(to);
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException alreadyClosed) {
      // What was wanted.
    }
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException alreadyClosed) {
      // What was wanted.
    }
    reset();
  }
}
