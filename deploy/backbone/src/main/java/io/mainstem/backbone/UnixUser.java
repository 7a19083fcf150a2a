package io.mainstem.backbone;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whom PostgreSQL runs as: it refuses root, so a root process hands it to the owner of its data, or
 * to nobody. Below a folder that only root may enter, such as /root, that user keeps the one right
 * it needs to get there.
 *
 * @param uid the user, when it is not ourselves
 */
record UnixUser(@Nullable Integer uid) {
  private static final int NOBODY = 65_534;
  private static final Path SETPRIV = Path.of("/usr/bin/setpriv");

  static UnixUser forData(Path data) throws IOException {
    if (new UnixSystem().getUid() != 0) {
      return new UnixUser(null);
    }
    if (!Files.isExecutable(SETPRIV)) {
      throw new BackboneException(
          Fault.MISSING_TOOL,
          "PostgreSQL does not run as root and setpriv (util-linux) is missing; start as an"
              + " ordinary user.");
    }
    int owner = Files.exists(data) ? (int) Files.getAttribute(data, "unix:uid") : 0;
    return new UnixUser(owner == 0 ? NOBODY : owner);
  }

  /** What stands before a command so that this user runs it. */
  List<String> prefix(Path... needed) throws IOException {
    if (uid == null) {
      return List.of();
    }
    List<String> plain =
        List.of(SETPRIV.toString(), "--reuid=" + uid, "--regid=" + uid, "--clear-groups");
    for (Path path : needed) {
      if (!isReachable(path)) {
        return Stream.concat(
                plain.stream(),
                Stream.of("--inh-caps=+dac_override", "--ambient-caps=+dac_override"))
            .toList();
      }
    }
    return plain;
  }

  private static boolean isReachable(Path path) throws IOException {
    for (@Nullable Path at = path.toRealPath().getParent(); at != null; at = at.getParent()) {
      Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(at);
      if (!permissions.contains(PosixFilePermission.OTHERS_EXECUTE)) {
        return false;
      }
    }
    return true;
  }

  void own(Path path) throws IOException {
    if (uid != null) {
      Files.setAttribute(path, "unix:uid", uid);
      Files.setAttribute(path, "unix:gid", uid);
    }
  }
}
