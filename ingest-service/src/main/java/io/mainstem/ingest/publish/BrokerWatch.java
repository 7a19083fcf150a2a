package io.mainstem.ingest.publish;

import io.mainstem.runtime.health.HealthComponent;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;

/** Asks the broker every few seconds whether it is there, for health. */
public final class BrokerWatch implements AutoCloseable {

  private static final Duration EVERY = Duration.ofSeconds(2);
  private static final int PATIENCE_SECONDS = 3;

  private final Admin admin;
  private final BooleanSupplier spooled;
  private final HealthComponent health;
  private final Thread thread;

  private BrokerWatch(Admin admin, BooleanSupplier spooled, HealthComponent health) {
    this.spooled = spooled;
    this.admin = admin;
    this.health = health;
    this.thread = Thread.ofVirtual().name("broker-watch").unstarted(this::watch);
  }

  /**
   * Starts watching; the admin client is closed with this.
   *
   * @param spooled whether deliveries are accepted without the broker
   */
  public static BrokerWatch start(Admin admin, BooleanSupplier spooled, HealthComponent health) {
    BrokerWatch watch = new BrokerWatch(admin, spooled, health);
    watch.thread.start();
    return watch;
  }

  private void watch() {
    try {
      while (true) {
        look();
        Thread.sleep(EVERY);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void look() throws InterruptedException {
    try {
      int brokers = admin.describeCluster().nodes().get(PATIENCE_SECONDS, TimeUnit.SECONDS).size();
      health.up(brokers + (brokers == 1 ? " broker answers" : " brokers answer"));
    } catch (ExecutionException | TimeoutException away) {
      if (spooled.getAsBoolean()) {
        health.degraded("the broker does not answer; deliveries wait in the spool");
      } else {
        health.down("the broker does not answer; deliveries are answered with 503");
      }
    }
  }

  @Override
  public void close() {
    thread.interrupt();
    admin.close(Duration.ofSeconds(1));
  }
}
