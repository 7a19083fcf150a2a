package io.mainstem.backbone;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The first class of every child JVM: runs the named main class and ends the process, orderly, when
 * standard input ends. Since only the parent holds the other end, a parent killed outright takes
 * its children along.
 */
public final class Tether {
  /** What an orderly end may take before it is cut short. */
  private static final long GRACE_SECONDS = 20;

  private Tether() {}

  public static void main(String[] arguments) throws Throwable {
    Thread.ofPlatform().daemon().name("tether").start(Tether::followParent);
    Class<?> main = Class.forName(arguments[0]);
    String[] rest = Arrays.copyOfRange(arguments, 1, arguments.length);
    try {
      main.getMethod("main", String[].class).invoke(null, (Object) rest);
    } catch (InvocationTargetException wrapped) {
      throw wrapped.getCause() == null ? wrapped : wrapped.getCause();
    }
  }

  private static void followParent() {
    byte[] ignored = new byte[64];
    try {
      while (System.in.read(ignored) >= 0) {
        // Nobody sends anything: only the end matters.
      }
    } catch (IOException gone) {
      // The same as the end.
    }
    Thread.ofPlatform().daemon().name("tether-deadline").start(Tether::haltAfterGrace);
    System.exit(0);
  }

  private static void haltAfterGrace() {
    try {
      if (!new CountDownLatch(1).await(GRACE_SECONDS, TimeUnit.SECONDS)) {
        Runtime.getRuntime().halt(1);
      }
    } catch (InterruptedException stopped) {
      Runtime.getRuntime().halt(1);
    }
  }
}
