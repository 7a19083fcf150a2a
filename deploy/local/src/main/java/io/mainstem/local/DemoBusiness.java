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
          "ROTA_PASSWORD");

  private DemoBusiness() {}

  static Map<String, String> environment(Path data, LocalPorts ports, Postgres postgres) {
    Map<String, String> environment = new HashMap<>();
    Properties kept = secrets(data.resolve("demo-secrets.properties"));
    kept.stringPropertyNames().forEach(name -> environment.put(name, kept.getProperty(name)));
    String tools = "http://127.0.0.1:" + ports.simulators();
    environment.put("HUBSPOT_API", tools + "/hubspot");
    environment.put("XERO_API", tools + "/xero");
    environment.put("SQUARE_API", tools + "/square");
    environment.put("SLACK_API", tools + "/slack");
    environment.put("SLACK_CHANNEL", "C0MAINSTEM");
    environment.put("TOOL_PACE", PACE);
    environment.put("ROTA_JDBC_URL", postgres.jdbcUrl(ROTA));
    environment.put("ROTA_USER", ROTA);
    return environment;
  }

  /**
   * What only the simulators need: leave to make the rota's role and database, and what they must
   * not accept.
   */
  static Map<String, String> ofSimulators(Layout layout, Postgres postgres) {
    Map<String, String> environment = new HashMap<>();
    environment.put("ROTA_ADMIN_JDBC_URL", postgres.jdbcUrl(Postgres.DATABASE));
    environment.put("ROTA_ADMIN_USER", postgres.user());
    environment.put("ROTA_ADMIN_PASSWORD", postgres.password());
    Path specs = layout.root().resolveSibling("shared").resolve("specs");
    if (Files.isDirectory(specs)) {
      environment.put("MAINSTEM_SPECS", specs.toString());
    }
    return environment;
  }

  private static Properties secrets(Path file) {
    Properties secrets = new Properties();
    try {
      if (Files.exists(file)) {
        try (Reader reader = Files.newBufferedReader(file)) {
          secrets.load(reader);
        }
        return secrets;
      }
      SecureRandom random = new SecureRandom();
      for (String name : SECRETS) {
        byte[] secret = new byte[24];
        random.nextBytes(secret);
        secrets.put(name, HexFormat.of().formatHex(secret));
      }
      byte[] tenant = new byte[16];
      random.nextBytes(tenant);
      secrets.put("XERO_TENANT_ID", UUID.nameUUIDFromBytes(tenant).toString());
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
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
