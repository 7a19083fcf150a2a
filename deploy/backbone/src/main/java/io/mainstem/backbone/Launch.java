package io.mainstem.backbone;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What is needed to start one child process.
 *
 * @param name as people know it; also names the log
 * @param environment added to this process's own
 */
public record Launch(String name, List<String> command, Map<String, String> environment, Path log) {
  /**
   * Java 25 says these aloud otherwise: RocksDB and Kafka's clients load native code and use
   * Unsafe.
   */
  private static final List<String> QUIET =
      List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow");

  private static final List<String> SMALL = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

  public Launch {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }

  /**
   * A small JVM of the JDK we run on, ending when we end. The class path must hold this library.
   */
  public static Launch java(
      String name,
      List<String> flags,
      String classPath,
      String mainClass,
      List<String> arguments,
      Map<String, String> environment,
      Path log) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(SMALL);
    command.addAll(QUIET);
    command.addAll(flags);
    command.addAll(List.of("-cp", classPath, Tether.class.getName(), mainClass));
    command.addAll(arguments);
    return new Launch(name, command, environment, log);
  }
}
