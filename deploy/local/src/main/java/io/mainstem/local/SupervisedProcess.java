package io.mainstem.local;

import io.mainstem.backbone.BackboneException;
import io.mainstem.backbone.Child;
import io.mainstem.backbone.Launch;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * One process that ought to run: started again after a crash, a few times and ever later, until
 * told to stop.
 */
final class SupervisedProcess implements AutoCloseable {
  /** Restarts in a row without having been ready in between, before and after it ever was. */
  private static final int FIRST_RESTART_LIMIT = 2;

  private static final int RESTART_LIMIT = 6;

  private static final long FIRST_PAUSE_MILLIS = 1_000;
  private static final Duration STOP_LIMIT = Duration.ofSeconds(15);

  /** The exit status of a service whose environment is not right: trying again does not help. */
  private static final int MISCONFIGURED = 2;

  private final Launch launch;
  private final URI health;
  private final Console console;
  private final Consumer<BackboneException> giveUp;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private boolean wanted = true;
  private Child child;
  private int restarts;
  private int limit = FIRST_RESTART_LIMIT;

  private SupervisedProcess(
      Launch launch, URI health, Console console, Consumer<BackboneException> giveUp) {
    this.launch = launch;
    this.health = health;
    this.console = console;
    this.giveUp = giveUp;
    this.child = Child.start(launch);
  }

  /**
   * @param health answers 200 when it is ready
   * @param giveUp told once, when there is no point in starting it again
   */
  static SupervisedProcess start(
      Launch launch, URI health, Console console, Consumer<BackboneException> giveUp) {
    SupervisedProcess process = new SupervisedProcess(launch, health, console, giveUp);
    process.watch(process.child);
    return process;
  }

  String name() {
    return launch.name();
  }

  URI health() {
    return health;
  }

  Child child() {
    lock.lock();
    try {
      return child;
    } finally {
      lock.unlock();
    }
  }

  /** It works: earlier crashes are forgiven. */
  void forgive() {
    lock.lock();
    try {
      restarts = 0;
      limit = RESTART_LIMIT;
    } finally {
      lock.unlock();
    }
  }

  private void watch(Child watched) {
    var _ =
        watched
            .onExit()
            .thenAccept(status -> Thread.startVirtualThread(() -> ended(watched, status)));
  }

  private void ended(Child ended, int status) {
    lock.lock();
    try {
      if (!wanted || ended != child) {
        return;
      }
      BackboneException died = ended.died();
      restarts++;
      if (status == MISCONFIGURED || restarts > limit) {
        wanted = false;
        giveUp.accept(died);
        return;
      }
      long pauseMillis = FIRST_PAUSE_MILLIS << (restarts - 1);
      console.line(String.valueOf(died.getMessage()));
      console.line("%s starts again in %d s.".formatted(name(), pauseMillis / 1000));
      long left = TimeUnit.MILLISECONDS.toNanos(pauseMillis);
      while (wanted && left > 0) {
        left = changed.awaitNanos(left);
      }
      if (wanted && ended == child) {
        child = Child.start(launch);
        watch(child);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } catch (BackboneException failed) {
      giveUp.accept(failed);
    } finally {
      lock.unlock();
    }
  }

  /** Starts it again after {@link #close}. */
  void resume() {
    lock.lock();
    try {
      if (!wanted) {
        wanted = true;
        restarts = 0;
        child = Child.start(launch);
        watch(child);
      }
    } finally {
      lock.unlock();
    }
  }

  private Child unwant() {
    lock.lock();
    try {
      wanted = false;
      changed.signalAll();
      return child;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    unwant().stop(STOP_LIMIT);
  }
}
