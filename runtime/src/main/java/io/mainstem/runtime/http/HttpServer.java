package io.mainstem.runtime.http;

import java.net.URI;
import java.time.Duration;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * One Jetty server with limits: request head at most 16 KiB and 5 seconds, idle connections 30
 * seconds, a bounded number of connections. Closing it stops accepting, lets running requests end,
 * then stops.
 */
public final class HttpServer implements AutoCloseable {
  public static final int MAX_HEAD_BYTES = 16 * 1024;
  public static final Duration MAX_HEAD_TIME = Duration.ofSeconds(5);
  public static final Duration IDLE_TIMEOUT = Duration.ofSeconds(30);
  public static final Duration DRAIN_TIME = Duration.ofSeconds(10);
  public static final int MAX_CONNECTIONS = 2_000;

  private static final int PLATFORM_THREADS = 32;

  private final Server server;
  private final ServerConnector connector;

  private HttpServer(Server server, ServerConnector connector) {
    this.server = server;
    this.connector = connector;
  }

  /**
   * How a server listens.
   *
   * @param name of its threads
   * @param host address to bind, {@code 127.0.0.1} or {@code 0.0.0.0}
   * @param port 0 for any free one
   * @param virtualThreads whether each request runs on a virtual thread and may block; otherwise
   *     handlers must not block
   */
  public record Options(String name, String host, int port, boolean virtualThreads) {
    /** For pages, APIs and admin: each request may block. */
    public static Options blocking(String name, String host, int port) {
      return new Options(name, host, port, true);
    }

    /** For handlers that answer through callbacks and never block. */
    public static Options asynchronous(String name, String host, int port) {
      return new Options(name, host, port, false);
    }
  }

  /**
   * Starts listening.
   *
   * @throws IllegalStateException if the port cannot be had
   */
  public static HttpServer start(Options options, Handler handler) {
    QueuedThreadPool threads = new QueuedThreadPool(PLATFORM_THREADS);
    threads.setName(options.name());
    if (options.virtualThreads()) {
      threads.setVirtualThreadsExecutor(VirtualThreads.getDefaultVirtualThreadsExecutor());
    }
    Server server = new Server(threads);
    HttpConfiguration http = new HttpConfiguration();
    http.setRequestHeaderSize(MAX_HEAD_BYTES);
    http.setSendServerVersion(false);
    ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
    connector.setHost(options.host());
    connector.setPort(options.port());
    connector.setIdleTimeout(IDLE_TIMEOUT.toMillis());
    connector.setAcceptQueueSize(512);
    connector.addBean(new SlowHeadGuard(connector, MAX_HEAD_TIME, MAX_CONNECTIONS));
    server.addConnector(connector);
    server.setHandler(new GracefulHandler(handler));
    server.setStopTimeout(DRAIN_TIME.toMillis());
    try {
      server.start();
    } catch (Exception e) {
      stopQuietly(server);
      throw new IllegalStateException(
          options.name()
              + ": cannot listen on "
              + options.host()
              + ":"
              + options.port()
              + " (expected: a free port)",
          e);
    }
    return new HttpServer(server, connector);
  }

  /** The port it listens on. */
  public int port() {
    return connector.getLocalPort();
  }

  public URI uri() {
    return URI.create("http://127.0.0.1:" + port());
  }

  /** Stops accepting, waits up to {@link #DRAIN_TIME} for running requests, then stops. */
  @Override
  public void close() {
    try {
      server.stop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      throw new IllegalStateException("server did not stop cleanly", e);
    }
  }

  private static void stopQuietly(Server server) {
    try {
      server.stop();
    } catch (Exception e) {
      server.destroy();
    }
  }
}
