package io.mainstem.backbone;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Makes a new cluster: aside first, in place only when complete, so that a crash half-way leaves
 * nothing behind.
 */
final class PostgresCluster {
  private static final FileAttribute<Set<PosixFilePermission>> PRIVATE_FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final FileAttribute<Set<PosixFilePermission>> PRIVATE_FOLDER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private PostgresCluster() {}

  static void create(PostgresPrograms binaries, Path folder, Path data, String password, Path log)
      throws IOException {
    UnixUser user = UnixUser.forData(data);
    Path secret = folder.resolve("password");
    Files.deleteIfExists(secret);
    Files.createFile(secret, PRIVATE_FILE);
    Files.writeString(secret, password + "\n");
    user.own(secret);
    Path fresh = Files.createTempDirectory(folder, "new", PRIVATE_FOLDER);
    user.own(fresh);
    List<String> command = new ArrayList<>(user.prefix(binaries.home().resolve("bin"), fresh));
    command.addAll(
        List.of(
            binaries.program("initdb"),
            "--pgdata=" + fresh,
            "--username=" + Postgres.USER,
            "--pwfile=" + secret,
            "--auth-local=reject",
            "--auth-host=scram-sha-256",
            "--encoding=UTF8",
            "--locale=C",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--no-instructions"));
    File output = log.toFile();
    Process initdb =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(output))
            .start();
    try {
      if (initdb.waitFor() != 0) {
        throw new BackboneException(
            Fault.DIED,
            "PostgreSQL could not make its data in %s:%n%s".formatted(folder, LogTail.of(log, 3)));
      }
    } catch (InterruptedException stopped) {
      initdb.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new BackboneException(Fault.INTERRUPTED, "Interrupted while starting.", stopped);
    }
    Files.move(fresh, data);
  }
}
