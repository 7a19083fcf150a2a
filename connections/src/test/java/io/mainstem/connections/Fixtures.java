package io.mainstem.connections;

import io.mainstem.connections.json.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** The example business with invented credentials, and example payloads. */
public final class Fixtures {
  private static final Map<String, String> ENVIRONMENT =
      Map.ofEntries(
          Map.entry("HUBSPOT_CLIENT_SECRET", "hubspot-secret"),
          Map.entry("HUBSPOT_ACCESS_TOKEN", "hubspot-token"),
          Map.entry("XERO_WEBHOOK_KEY", "xero-key"),
          Map.entry("XERO_ACCESS_TOKEN", "xero-token"),
          Map.entry("XERO_TENANT_ID", "tenant-1"),
          Map.entry("SQUARE_SIGNATURE_KEY", "square-key"),
          Map.entry("SQUARE_ACCESS_TOKEN", "square-token"),
          Map.entry("SLACK_BOT_TOKEN", "slack-token"),
          Map.entry("SLACK_CHANNEL", "C1"),
          Map.entry("ROTA_JDBC_URL", "jdbc:postgresql://127.0.0.1:5433/rota"),
          Map.entry("ROTA_USER", "rota"),
          Map.entry("ROTA_PASSWORD", "rota-password"));

  private static final Workspace WORKSPACE = workspace(Map.of());

  private Fixtures() {}

  public static Path folder() {
    return Path.of(System.getProperty("mainstem.root", ".."), "workspaces", "restaurant-group");
  }

  /** Loaded once: nobody can change it. */
  public static Workspace workspace() {
    return WORKSPACE;
  }

  /** With some variables of the environment changed. */
  public static Workspace workspace(Map<String, String> changed) {
    Map<String, String> environment = new HashMap<>(ENVIRONMENT);
    environment.putAll(changed);
    try {
      return Workspace.load(folder(), environment::get);
    } catch (WorkspaceException e) {
      throw new AssertionError(e);
    }
  }

  public static Connection connection(String name) {
    return Objects.requireNonNull(workspace().connections().get(name));
  }

  /** E.g. {@code square/payment}. */
  public static Bytes payload(String name) {
    try (InputStream in = Fixtures.class.getResourceAsStream("/payloads/" + name + ".json")) {
      return Bytes.of(Objects.requireNonNull(in, name).readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
