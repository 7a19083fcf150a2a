package io.mainstem.connections;

import io.mainstem.connections.http.RateLimit;
import io.mainstem.connections.tool.Tool;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One account of one tool.
 *
 * @param name e.g. {@code crm}; part of topics and keys
 * @param api base address of the tool's API; null where the tool has none
 * @param publicUrl the webhook address the tool was given, exactly as registered there
 * @param webhookSecrets every live one; empty means every webhook is refused
 * @param secrets API credentials by the name the tool file uses
 * @param settings further values by the name the tool file uses, e.g. {@code channel}
 * @param options what the tool is asked to do for this account
 * @param missing names of environment variables or files that would complete it
 */
public record Connection(
    String name,
    Tool tool,
    @Nullable URI api,
    URI publicUrl,
    List<Secret> webhookSecrets,
    Map<String, Secret> secrets,
    Map<String, String> settings,
    @Nullable Database database,
    @Nullable Files files,
    Options options,
    List<String> missing) {
  private static final Pattern PACE = Pattern.compile("[1-9][0-9]{0,2}");

  public Connection {
    webhookSecrets = List.copyOf(webhookSecrets);
    secrets = Map.copyOf(secrets);
    settings = Map.copyOf(settings);
    missing = List.copyOf(missing);
  }

  /** A tool that nobody has an account of: enough to try what its payloads become. */
  public static Connection withoutAccount(Tool tool) {
    return new Connection(
        tool.name(),
        tool,
        null,
        URI.create("http://127.0.0.1:8081/webhooks/" + tool.name()),
        List.of(),
        Map.of(),
        Map.of(),
        null,
        null,
        Options.DEFAULT,
        List.of());
  }

  /** Nothing is missing. */
  public boolean configured() {
    return missing.isEmpty();
  }

  public Optional<URI> apiAddress() {
    return Optional.ofNullable(api);
  }

  /**
   * How fast its tool may be asked: what the tool file says, times the setting {@code pace} where
   * the account has one (a bigger plan; a simulated tool in fast time).
   */
  public RateLimit rateLimit() {
    String pace = settings.getOrDefault("pace", "1");
    return tool.rateLimit().times(PACE.matcher(pace).matches() ? Integer.parseInt(pace) : 1);
  }

  /**
   * Choices of an account.
   *
   * @param polling whether its records are read beside what it delivers
   * @param every how often instead of what the tool file says, or null
   * @param subscribe its webhook is made, renewed and removed by calls
   * @param token where access tokens are had instead of where the tool file says, or null
   */
  public record Options(
      boolean polling, @Nullable Duration every, boolean subscribe, @Nullable URI token) {
    public static final Options DEFAULT = new Options(true, null, false, null);
  }

  /**
   * A database whose changes are captured. Check {@link #configured} first: of a connection that is
   * not, the values may be empty.
   *
   * @param slot name of the replication slot and publication
   */
  public record Database(String jdbcUrl, String user, String password, String slot) {
    @Override
    public String toString() {
      return jdbcUrl + " as " + user;
    }
  }

  /**
   * Where files of a business come in. Whoever uploads shows the secret named {@code upload};
   * without one, nobody can.
   *
   * @param folder that is watched; null where files are only uploaded
   * @param keep files stay where they are instead of being moved to {@code done}
   * @param settle how long a file must not have changed before it is read
   */
  public record Files(@Nullable Path folder, boolean keep, Duration settle) {
    static final Duration SETTLE = Duration.ofSeconds(5);
  }

  /** What an upload has to show; empty where uploads are not wanted. */
  public Optional<Secret> uploadSecret() {
    return Optional.ofNullable(secrets.get("upload"));
  }
}
