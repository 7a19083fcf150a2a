package io.mainstem.runtime.http;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.ServerConnector;

/**
 * Closes a connection whose request head has been arriving for too long: idle timeouts never stop a
 * drip of bytes. Also closes what comes beyond the connection limit.
 */
final class SlowHeadGuard implements Connection.Listener {
  private final ServerConnector connector;
  private final Duration maxHeadTime;
  private final int maxConnections;
  private final Map<Connection, Seen> connections = new ConcurrentHashMap<>();

  private record Seen(long requests, long bytes) {}

  SlowHeadGuard(ServerConnector connector, Duration maxHeadTime, int maxConnections) {
    this.connector = connector;
    this.maxHeadTime = maxHeadTime;
    this.maxConnections = maxConnections;
  }

  @Override
  public void onOpened(Connection connection) {
    if (connections.size() >= maxConnections) {
      connection.close();
      return;
    }
    connections.put(connection, new Seen(0, 0));
    checkLater(connection);
  }

  @Override
  public void onClosed(Connection connection) {
    connections.remove(connection);
  }

  private void checkLater(Connection connection) {
    connector
        .getScheduler()
        .schedule(() -> check(connection), maxHeadTime.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void check(Connection connection) {
    Seen before = connections.get(connection);
    if (before == null) {
      return;
    }
    Seen now = new Seen(connection.getMessagesIn(), connection.getBytesIn());
    boolean requestRuns = connection.getMessagesIn() > connection.getMessagesOut();
    boolean onlyDrips = now.requests() == before.requests() && now.bytes() > before.bytes();
    if (!requestRuns && onlyDrips) {
      connection.getEndPoint().close();
      return;
    }
    connections.replace(connection, now);
    checkLater(connection);
  }
}
