package io.mainstem.ingest.webhook;

import io.mainstem.connections.Connection;
import io.mainstem.connections.Secret;
import io.mainstem.connections.tool.HandshakeSpec;
import io.mainstem.connections.tool.WebhookSpec;
import io.mainstem.runtime.health.Health;
import io.mainstem.runtime.health.HealthRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A token that a tool posted and that a person has to enter there. It waits in a file only our own
 * user may read, health says where, and it is gone once the tool signs with it.
 */
public final class Handover {
  private static final Logger log = LoggerFactory.getLogger(Handover.class);

  private final Connection connection;
  private final Path folder;
  private final Path file;
  private final HealthRegistry health;
  private final InstantSource clock;
  private volatile boolean waiting;

  private Handover(Connection connection, Path folder, HealthRegistry health, InstantSource clock) {
    this.connection = connection;
    this.folder = folder.toAbsolutePath();
    this.file = this.folder.resolve(connection.name());
    this.health = health;
    this.clock = clock;
  }

  /** Empty where the tool posts no token, or a call of ours confirms it. */
  public static Optional<Handover> of(
      Connection connection, Path folder, HealthRegistry health, InstantSource clock) {
    WebhookSpec webhook = connection.tool().webhook();
    boolean byHand =
        webhook != null
            && webhook.handshakes().stream()
                .anyMatch(it -> it instanceof HandshakeSpec.BodyToken(_, var call) && call == null);
    if (!byHand) {
      return Optional.empty();
    }
    Handover handover = new Handover(connection, folder, health, clock);
    if (Files.exists(handover.file)) {
      handover.tell();
    }
    return Optional.of(handover);
  }

  /** Leaves a token; the same again stands there once. */
  synchronized void leave(Secret token) {
    try {
      Files.createDirectories(folder);
      Files.deleteIfExists(file);
      Files.createFile(file, ownerOnly());
      Files.writeString(file, token.value() + "\n", StandardCharsets.UTF_8);
      tell();
      log.atWarn()
          .addKeyValue("connection", connection.name())
          .addKeyValue("file", file)
          .log("a person must enter the token in this file at the tool");
    } catch (IOException e) {
      log.atError()
          .addKeyValue("connection", connection.name())
          .addKeyValue("file", file)
          .addKeyValue("cause", e.getClass().getSimpleName())
          .log("the token a person must enter cannot be written, ask the tool to send it again");
    }
  }

  /** The tool signs with it. */
  void done() {
    if (waiting) {
      clear();
    }
  }

  private synchronized void clear() {
    try {
      Files.deleteIfExists(file);
      waiting = false;
      say(Health.State.UP, "its token was entered");
    } catch (IOException e) {
      log.atWarn()
          .addKeyValue("connection", connection.name())
          .addKeyValue("file", file)
          .addKeyValue("cause", e.getClass().getSimpleName())
          .log("a token's file cannot be removed, trying again");
    }
  }

  private void tell() {
    waiting = true;
    say(
        Health.State.DEGRADED,
        "%s waits for a person to enter the token in %s"
            .formatted(connection.tool().title(), file));
  }

  private void say(Health.State state, String detail) {
    Instant since = clock.instant();
    health.register("handshake of " + connection.name(), () -> new Health(state, detail, since));
  }

  private FileAttribute<?>[] ownerOnly() throws IOException {
    return Files.getFileStore(folder).supportsFileAttributeView("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }
}
