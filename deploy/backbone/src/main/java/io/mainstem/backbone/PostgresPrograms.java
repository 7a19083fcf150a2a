package io.mainstem.backbone;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.tukaani.xz.XZInputStream;

/**
 * The PostgreSQL binaries, unpacked once beside their jar, or beside the data where that folder is
 * not ours.
 */
record PostgresPrograms(Path home) {

  static PostgresPrograms unpack(Programs programs, Path folder) {
    try {
      Path jar = jar(programs.postgres());
      String name = jar.getFileName().toString().replace(".jar", "");
      Path shared = programs.postgres().resolve(name);
      if (isComplete(shared)) {
        return new PostgresPrograms(shared);
      }
      Path target = Files.isWritable(programs.postgres()) ? shared : folder.resolve(name);
      Files.createDirectories(target.getParent());
      unpackOnce(jar, target);
      return new PostgresPrograms(target);
    } catch (IOException failed) {
      throw DataFolder.notWritable(programs.postgres(), failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new BackboneException(Fault.INTERRUPTED, "Interrupted while unpacking.", stopped);
    }
  }

  private static boolean isComplete(Path home) {
    return Files.exists(home.resolve("bin/postgres"));
  }

  private static Path jar(Path folder) throws IOException {
    try (DirectoryStream<Path> jars = Files.newDirectoryStream(folder, "postgres-*.jar")) {
      for (Path jar : jars) {
        return jar;
      }
    }
    throw new BackboneException(Fault.NOT_BUILT, "No PostgreSQL binaries in " + folder + ".");
  }

  /** Several processes may want it at once: the first unpacks, the rest wait and find it done. */
  private static void unpackOnce(Path jar, Path target) throws IOException, InterruptedException {
    Path lockFile = target.resolveSibling(target.getFileName() + ".lock");
    try (FileChannel channel =
            FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      if (lock.isValid() && !isComplete(target)) {
        Path fresh = Files.createTempDirectory(target.getParent(), target.getFileName() + ".new");
        untar(jar, fresh);
        Files.setPosixFilePermissions(
            fresh, java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.move(fresh, target);
      }
    }
  }

  private static void untar(Path jar, Path target) throws IOException, InterruptedException {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      Process tar =
          new ProcessBuilder("tar", "-x", "-o", "-f", "-", "-C", target.toString())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      try (InputStream packed = new XZInputStream(zip.getInputStream(archive(zip)));
          OutputStream unpacked = tar.getOutputStream()) {
        packed.transferTo(unpacked);
      }
      if (tar.waitFor() != 0) {
        throw new IOException("tar could not unpack " + jar);
      }
    }
  }

  private static ZipEntry archive(ZipFile zip) throws IOException {
    Enumeration<? extends ZipEntry> entries = zip.entries();
    while (entries.hasMoreElements()) {
      ZipEntry entry = entries.nextElement();
      if (entry.getName().endsWith(".txz")) {
        return entry;
      }
    }
    throw new IOException("no .txz in " + zip.getName());
  }

  String program(String name) {
    return home.resolve("bin").resolve(name).toString();
  }
}
