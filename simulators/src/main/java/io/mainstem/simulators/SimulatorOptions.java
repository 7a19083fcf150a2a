package io.mainstem.simulators;

import io.mainstem.simulators.webhook.RetryPlan;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a vendor is simulated. {@link #DEFAULT} is an account with a few records, without webhooks
 * and without limits; the {@code with…} methods change one thing.
 *
 * @param port 0 for any that is free
 * @param records how many of every kind there are at the start
 * @param recordsOf the same for single kinds, by the vendor's own name for them
 * @param secrets instead of the vendor's, by the names {@link Simulator#secrets()} has
 * @param webhook where webhooks go, or null
 * @param pageSize no page is longer, where the vendor itself says that more follows
 * @param tokenLife instead of the vendor's own, or null
 * @param limit calls a window, e.g. {@code 2/1s}; {@code none}; null for the vendor's own
 * @param retryAfterAsDate Retry-After as a date instead of seconds
 * @param skew how far the vendor's clock is ahead when it signs
 * @param retries how failed webhooks are tried again
 */
public record SimulatorOptions(
    int port,
    int records,
    Map<String, Integer> recordsOf,
    Map<String, String> secrets,
    @Nullable URI webhook,
    int pageSize,
    @Nullable Duration tokenLife,
    @Nullable String limit,
    boolean retryAfterAsDate,
    Duration skew,
    RetryPlan retries) {

  public static final SimulatorOptions DEFAULT =
      new SimulatorOptions(
          0,
          3,
          Map.of(),
          Map.of(),
          null,
          Integer.MAX_VALUE,
          null,
          "none",
          false,
          Duration.ZERO,
          new RetryPlan(4, Duration.ofMillis(50), Duration.ofMillis(400)));

  public SimulatorOptions {
    recordsOf = Map.copyOf(recordsOf);
    secrets = Map.copyOf(secrets);
  }

  /** The time the simulator signs at. */
  InstantSource clock() {
    return InstantSource.offset(InstantSource.system(), skew);
  }

  public SimulatorOptions withRecords(int each) {
    return new SimulatorOptions(
        port,
        each,
        recordsOf,
        secrets,
        webhook,
        pageSize,
        tokenLife,
        limit,
        retryAfterAsDate,
        skew,
        retries);
  }

  public SimulatorOptions withRecords(String kind, int count) {
    Map<String, Integer> more = new LinkedHashMap<>(recordsOf);
    more.put(kind, count);
    return new SimulatorOptions(
        port,
        records,
        more,
        secrets,
        webhook,
        pageSize,
        tokenLife,
        limit,
        retryAfterAsDate,
        skew,
        retries);
  }

  public SimulatorOptions withSecret(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(secrets);
    more.put(name, value);
    return new SimulatorOptions(
        port,
        records,
        recordsOf,
        more,
        webhook,
        pageSize,
        tokenLife,
        limit,
        retryAfterAsDate,
        skew,
        retries);
  }

  public SimulatorOptions withWebhook(URI to) {
    return new SimulatorOptions(
        port,
        records,
        recordsOf,
        secrets,
        to,
        pageSize,
        tokenLife,
        limit,
        retryAfterAsDate,
        skew,
        retries);
  }

  public SimulatorOptions withPageSize(int longest) {
    return new SimulatorOptions(
        port,
        records,
        recordsOf,
        secrets,
        webhook,
        longest,
        tokenLife,
        limit,
        retryAfterAsDate,
        skew,
        retries);
  }

  public SimulatorOptions withTokenLife(Duration life) {
    return new SimulatorOptions(
        port,
        records,
        recordsOf,
        secrets,
        webhook,
        pageSize,
        life,
        limit,
        retryAfterAsDate,
        skew,
        retries);
  }

  /** {@code null} for the vendor's own limit. */
  public SimulatorOptions withLimit(@Nullable String calls, boolean asDate) {
    return new SimulatorOptions(
        port, records, recordsOf, secrets, webhook, pageSize, tokenLife, calls, asDate, skew,
        retries);
  }

  public SimulatorOptions withSkew(Duration ahead) {
    return new SimulatorOptions(
        port,
        records,
        recordsOf,
        secrets,
        webhook,
        pageSize,
        tokenLife,
        limit,
        retryAfterAsDate,
        ahead,
        retries);
  }
}
