package io.mainstem.ingest.file;

import io.mainstem.connections.Connection;
import io.mainstem.connections.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One connection's uploads: who may, and where they go. */
public record FileDoor(Optional<Secret> secret, FileIntake intake) {
  private static final String BEARER = "Bearer ";

  public static FileDoor of(Connection connection, FileIntake intake) {
    return new FileDoor(connection.uploadSecret(), intake);
  }

  /** Without a secret nobody may. */
  boolean admits(@Nullable String authorization) {
    return authorization != null
        && authorization.startsWith(BEARER)
        && secret
            .filter(
                expected ->
                    MessageDigest.isEqual(
                        bytes(expected.value()),
                        bytes(authorization.substring(BEARER.length()).strip())))
            .isPresent();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
