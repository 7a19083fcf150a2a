package io.mainstem.testkit;

import java.nio.file.Files;
import java.nio.file.Path;
import org.testcontainers.DockerClientFactory;

/**
 * Whether containers can be had. Set MAINSTEM_TEST_DOCKER=never to do without although they could.
 */
final class DockerEngine {
  private DockerEngine() {}

  static boolean answers() {
    if ("never".equals(System.getenv("MAINSTEM_TEST_DOCKER"))) {
      return false;
    }
    boolean hinted =
        System.getenv("DOCKER_HOST") != null
            || Files.exists(Path.of("/var/run/docker.sock"))
            || Files.exists(Path.of(System.getProperty("user.home"), ".docker/run/docker.sock"));
    return hinted && DockerClientFactory.instance().isDockerAvailable();
  }
}
