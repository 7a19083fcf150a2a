package io.mainstem.runtime.service;

import io.mainstem.runtime.config.Settings;
import io.mainstem.runtime.config.SettingsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a service until it is told to stop. Exit status: 0 after a stop that was asked for, 1 after
 * a failure, 2 where the environment is not right.
 */
public final class Service {
  private static final Logger log = LoggerFactory.getLogger(Service.class);
  private static final int FAILED = 1;
  private static final int MISCONFIGURED = 2;

  private Service() {}

  /** Builds and starts a service, handing everything to stop to the lifecycle. */
  @FunctionalInterface
  public interface Wiring {
    void start(Settings settings, Lifecycle lifecycle) throws Exception;
  }

  /** The whole of a service's {@code main}; does not return. */
  public static void run(String name, Wiring wiring) {
    int status = runToExitStatus(name, Settings.of(System.getenv()), wiring, new Lifecycle());
    System.exit(status);
  }

  static int runToExitStatus(String name, Settings settings, Wiring wiring, Lifecycle lifecycle) {
    Thread stopper = new Thread(() -> stopNow(name, lifecycle), name + "-stop");
    Runtime.getRuntime().addShutdownHook(stopper);
    try {
      wiring.start(settings, lifecycle);
      log.atInfo().addKeyValue("service", name).log("started");
      lifecycle.awaitStopRequest();
      return lifecycle.hasFailed() ? FAILED : 0;
    } catch (SettingsException e) {
      System.err.println(name + ": " + e.getMessage());
      return MISCONFIGURED;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return FAILED;
    } catch (Exception e) {
      log.atError().addKeyValue("service", name).setCause(e).log("could not start");
      return FAILED;
    } finally {
      lifecycle.close();
    }
  }

  private static void stopNow(String name, Lifecycle lifecycle) {
    log.atInfo().addKeyValue("service", name).log("stopping");
    lifecycle.requestStop();
    lifecycle.close();
  }
}
