package io.mainstem.simulators.business;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/**
 * Seeded randomness with named branches, so that adding a throw in one place changes nothing in
 * another. Uses {@link Random}, whose sequence is specified, so the same seed means the same
 * business on every JDK.
 */
public final class Dice {
  private static final String BASE62 =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private final Random random;

  private Dice(long seed) {
    this.random = new Random(seed);
  }

  /** The dice of one branch, e.g. {@code of(42, "till", day, site)}. */
  public static Dice of(long seed, Object... path) {
    long mixed = mix(seed);
    for (Object step : path) {
      mixed = mix(mixed ^ step.toString().hashCode());
    }
    return new Dice(mixed);
  }

  /** From {@code low} to {@code high}, both included. */
  public int between(int low, int high) {
    return low + random.nextInt(high - low + 1);
  }

  public boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  public <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }

  /** An identifier in the manner of vendors' opaque ids. */
  public String id(int length) {
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append(BASE62.charAt(random.nextInt(BASE62.length())));
    }
    return text.toString();
  }

  /** Capitals and digits only, as Square writes location and catalogue ids. */
  public String capitals(int length) {
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append(BASE62.charAt(random.nextInt(36)));
    }
    return text.toString();
  }

  public UUID uuid() {
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    return UUID.nameUUIDFromBytes(bytes);
  }

  /** A UUID that is a pure function of its words. */
  public static UUID uuid(long seed, Object... path) {
    StringBuilder name = new StringBuilder().append(seed);
    for (Object step : path) {
      name.append('|').append(step);
    }
    return UUID.nameUUIDFromBytes(name.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static long mix(long value) {
    long z = value + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
