package io.mainstem.backbone;

import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * Runs in the broker's own JVM: formats the log folder if it is new, starts, and marks when it
 * serves.
 */
final class BrokerMain {
  private BrokerMain() {}

  /** Arguments: the properties file, and the file to make once the broker serves. */
  public static void main(String[] arguments) throws Exception {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(Path.of(arguments[0]))) {
      properties.load(reader);
    }
    new Formatter()
        .setPrintStream(System.out)
        .setNodeId(Integer.parseInt(properties.getProperty("node.id")))
        .setClusterId(properties.getProperty("mainstem.cluster.id"))
        .setDirectories(java.util.List.of(properties.getProperty("log.dirs")))
        .setMetadataLogDirectory(properties.getProperty("log.dirs"))
        .setControllerListenerName(properties.getProperty("controller.listener.names"))
        .setIgnoreFormatted(true)
        .run();
    properties.remove("mainstem.cluster.id");
    KafkaRaftServer server =
        new KafkaRaftServer(KafkaConfig.fromProps(properties, false), Time.SYSTEM);
    Exit.addShutdownHook("stop-broker", server::shutdown);
    server.startup();
    Files.createFile(Path.of(arguments[1]));
    server.awaitShutdown();
  }
}
