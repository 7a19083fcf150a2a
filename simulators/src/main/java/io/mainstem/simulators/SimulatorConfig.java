package io.mainstem.simulators;

import io.mainstem.simulators.business.Calendar;
import io.mainstem.simulators.rota.RotaSettings;
import io.mainstem.simulators.webhook.Secret;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the simulators are told by their environment; see README.md for the names.
 *
 * @param xeroApi where Xero's simulated API is reached from outside, written into its webhooks
 * @param rate webhooks a second at most
 */
public record SimulatorConfig(
    int port,
    String publicUrl,
    Secret hubspotSecret,
    Secret hubspotToken,
    Secret xeroKey,
    Secret xeroToken,
    String xeroTenant,
    @Nullable String xeroApi,
    Secret squareKey,
    Secret squareToken,
    Secret slackToken,
    String slackChannel,
    long seed,
    int days,
    Duration dayTakes,
    int rate,
    Limits limits,
    Path state,
    Optional<Path> specs,
    Optional<RotaSettings> rota) {

  /** Rate limits as text, e.g. {@code 150/10s}. */
  public record Limits(
      String hubspot, String hubspotSearch, String xero, String square, String slack) {
    static final Limits REAL = new Limits("190/10s", "5/1s", "60/1m", "30/1s", "1/1s");
    static final Limits FAST = new Limits("150/2s", "20/1s", "60/2s", "400/1s", "1/1s");
  }

  /** Reads them all, or throws an {@link IllegalArgumentException} naming every problem at once. */
  public static SimulatorConfig of(Map<String, String> environment) {
    Settings settings = new Settings(environment);
    String workspace = settings.text("SIM_WORKSPACE", "restaurant-group");
    if (!workspace.equals("restaurant-group")) {
      settings.problem("SIM_WORKSPACE: " + workspace + " (expected: restaurant-group)");
    }
    SimulatorConfig config =
        new SimulatorConfig(
            settings.number("MAINSTEM_PORT", 8083, 0, 65535),
            settings.text("MAINSTEM_PUBLIC_URL", "http://127.0.0.1:8081").replaceAll("/+$", ""),
            new Secret(settings.required("HUBSPOT_CLIENT_SECRET")),
            new Secret(settings.required("HUBSPOT_ACCESS_TOKEN")),
            new Secret(settings.required("XERO_WEBHOOK_KEY")),
            new Secret(settings.required("XERO_ACCESS_TOKEN")),
            settings.required("XERO_TENANT_ID"),
            settings.optional("XERO_API"),
            new Secret(settings.required("SQUARE_SIGNATURE_KEY")),
            new Secret(settings.required("SQUARE_ACCESS_TOKEN")),
            new Secret(settings.required("SLACK_BOT_TOKEN")),
            settings.required("SLACK_CHANNEL"),
            settings.read("SIM_SEED", "42", "a whole number", Long::parseLong),
            settings.number("SIM_DAYS", 14, 0, Calendar.HORIZON_DAYS),
            settings.read(
                "SIM_SECONDS_PER_DAY",
                "8",
                "a number of seconds, e.g. 8 or 0.5",
                SimulatorConfig::seconds),
            settings.number("SIM_RATE", 200, 1, 100_000),
            limits(settings),
            settings.folder("MAINSTEM_STATE", "data/simulators"),
            Optional.ofNullable(settings.optional("MAINSTEM_SPECS")).map(Path::of),
            rota(settings));
    settings.refuseIfWrong();
    return config;
  }

  private static Duration seconds(String text) {
    return Duration.ofMillis(new BigDecimal(text).movePointRight(3).longValueExact());
  }

  private static Limits limits(Settings settings) {
    Limits base =
        settings.read(
            "SIM_LIMITS",
            "fast",
            "fast or real",
            word ->
                switch (word) {
                  case "fast" -> Limits.FAST;
                  case "real" -> Limits.REAL;
                  default -> throw new IllegalArgumentException(word);
                });
    return new Limits(
        settings.text("SIM_LIMIT_HUBSPOT", base.hubspot()),
        settings.text("SIM_LIMIT_HUBSPOT_SEARCH", base.hubspotSearch()),
        settings.text("SIM_LIMIT_XERO", base.xero()),
        settings.text("SIM_LIMIT_SQUARE", base.square()),
        settings.text("SIM_LIMIT_SLACK", base.slack()));
  }

  private static Optional<RotaSettings> rota(Settings settings) {
    String url = settings.optional("ROTA_JDBC_URL");
    if (url == null) {
      return Optional.empty();
    }
    String adminPassword = settings.optional("ROTA_ADMIN_PASSWORD");
    return Optional.of(
        new RotaSettings(
            url,
            settings.required("ROTA_USER"),
            new Secret(settings.required("ROTA_PASSWORD")),
            adminPassword == null ? null : settings.required("ROTA_ADMIN_JDBC_URL"),
            adminPassword == null ? null : settings.required("ROTA_ADMIN_USER"),
            adminPassword == null ? null : new Secret(adminPassword)));
  }
}
