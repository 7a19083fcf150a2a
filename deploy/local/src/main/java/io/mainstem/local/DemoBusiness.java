package io.mainstem.local;

import io.mainstem.backbone.BackboneException;
import io.mainstem.backbone.Fault;
import io.mainstem.backbone.Postgres;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;

/**
 * Secrets and addresses of the simulated tools: secrets are drawn once per data folder and kept in
 * it.
 */
final class DemoBusiness {
  /** The rota tool's database, and the role that owns it. */
  private static final String ROTA = "rota";

  /** The simulated tools live fast and may be asked as much faster than the real ones. */
  private static final String PACE = "60";

  private static final List<String> SECRETS =
      List.of(
          "HUBSPOT_CLIENT_SECRET",
          "HUBSPOT_ACCESS_TOKEN",
          "XERO_WEBHOOK_KEY",
          "XERO_ACCESS_TOKEN",
          "SQUARE_SIGNATURE_KEY",
          "SQUARE_ACCESS_TOKEN",
          "SLACK_BOT_TOKEN",
          "ROTA_PASSWORD",
          "SHOPIFY_WEBHOOK_SECRET",
          "SHOPIFY_ACCESS_TOKEN",
          "STRIPE_WEBHOOK_SECRET",
          "STRIPE_API_KEY",
          "ZENDESK_WEBHOOK_SECRET",
          "ZENDESK_API_TOKEN",
          "MAILCHIMP_WEBHOOK_SECRET",
          "MAILCHIMP_API_KEY",
          "QUICKBOOKS_WEBHOOK_TOKEN",
          "QUICKBOOKS_CLIENT_ID",
          "QUICKBOOKS_CLIENT_SECRET",
          "QUICKBOOKS_REFRESH_TOKEN",
          "ASANA_WEBHOOK_SECRET",
          "ASANA_ACCESS_TOKEN",
          "DRIVE_TOKEN");

  /** Tools of the example businesses, each below an address of its own. */
  private static final List<String> TOOLS =
      List.of(
          "hubspot",
          "xero",
          "square",
          "slack",
          "shopify",
          "stripe",
          "zendesk",
          "mailchimp",
          "quickbooks",
          "asana",
          "drive");

  /** Accounts the simulated tools have. */
  private static final Map<String, String> ACCOUNTS =
      Map.of(
          "SLACK_CHANNEL", "C0MAINSTEM",
          "MAILCHIMP_LIST", "a6b5da1054",
          "QUICKBOOKS_REALM", "9341453172064001",
          "ASANA_WORKSPACE", "1100000000000001",
          "ASANA_TEAM", "1600000000000001",
          "ASANA_RESOURCE", "1300000000000001");

  /** Businesses whose tools put files into a folder: its variable and its name. */
  private static final Map<String, String> FOLDERS =
      Map.of("WAREHOUSE_FOLDER", "warehouse", "DOCUMENTS_FOLDER", "documents");

  private DemoBusiness() {}

  static Map<String, String> environment(Path data, LocalPorts ports, Postgres postgres) {
    Map<String, String> environment = new HashMap<>();
    Properties kept = secrets(data.resolve("demo-secrets.properties"));
    kept.stringPropertyNames().forEach(name -> environment.put(name, kept.getProperty(name)));
    String tools = "http://127.0.0.1:" + ports.simulators();
    TOOLS.forEach(
        tool -> environment.put(tool.toUpperCase(Locale.ROOT) + "_API", tools + "/" + tool));
    environment.put("QUICKBOOKS_TOKEN_URL", tools + "/quickbooks/oauth2/v1/tokens/bearer");
    environment.putAll(ACCOUNTS);
    FOLDERS.forEach(
        (variable, name) -> environment.put(variable, folder(data.resolve(name)).toString()));
    environment.put("TOOL_PACE", PACE);
    environment.put("ROTA_JDBC_URL", postgres.jdbcUrl(ROTA));
    environment.put("ROTA_USER", ROTA);
    return environment;
  }

  /**
   * What only the simulators need: leave to make the rota's role and database, and what they must
   * not accept.
   */
  static Map<String, String> ofSimulators(Layout layout, Path workspace, Postgres postgres) {
    Map<String, String> environment = new HashMap<>();
    environment.put("SIM_WORKSPACE", String.valueOf(workspace.getFileName()));
    environment.put("ROTA_ADMIN_JDBC_URL", postgres.jdbcUrl(Postgres.DATABASE));
    environment.put("ROTA_ADMIN_USER", postgres.user());
    environment.put("ROTA_ADMIN_PASSWORD", postgres.password());
    Path specs = layout.root().resolveSibling("shared").resolve("specs");
    if (Files.isDirectory(specs)) {
      environment.put("MAINSTEM_SPECS", specs.toString());
    }
    return environment;
  }

  private static Path folder(Path folder) {
    try {
      return Files.createDirectories(folder);
    } catch (IOException failed) {
      throw new BackboneException(
          Fault.NOT_WRITABLE, "%s cannot be written.".formatted(folder), failed);
    }
  }

  /** A data folder of before may lack the secrets of newer tools: what is missing is drawn. */
  private static Properties secrets(Path file) {
    Properties secrets = new Properties();
    try {
      if (Files.exists(file)) {
        try (Reader reader = Files.newBufferedReader(file)) {
          secrets.load(reader);
        }
        if (secrets.stringPropertyNames().containsAll(SECRETS)) {
          return secrets;
        }
      } else {
        Files.createFile(
            file,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      }
      SecureRandom random = new SecureRandom();
      for (String name : SECRETS) {
        byte[] secret = new byte[24];
        random.nextBytes(secret);
        secrets.putIfAbsent(name, HexFormat.of().formatHex(secret));
      }
      byte[] tenant = new byte[16];
      random.nextBytes(tenant);
      secrets.putIfAbsent("XERO_TENANT_ID", UUID.nameUUIDFromBytes(tenant).toString());
      try (Writer writer = Files.newBufferedWriter(file)) {
        secrets.store(writer, null);
      }
      return secrets;
    } catch (IOException failed) {
      throw new BackboneException(
          Fault.NOT_WRITABLE, "%s cannot be written.".formatted(file), failed);
    }
  }
}
