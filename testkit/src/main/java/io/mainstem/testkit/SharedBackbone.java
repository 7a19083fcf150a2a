package io.mainstem.testkit;

/**
 * Holds the one shared backbone; the JVM's class initialisation sees to it that it is chosen once.
 */
final class SharedBackbone {
  static final TestBackbone INSTANCE = choose();

  private SharedBackbone() {}

  private static TestBackbone choose() {
    return DockerEngine.answers() ? new ContainerBackbone() : new ProcessBackbone();
  }
}
