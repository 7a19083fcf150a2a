package io.mainstem.schemas;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/**
 * One topic of the catalogue.
 *
 * @param name as on the broker
 * @param key what the key text is, in words
 * @param valueType the generated record class of the value
 * @param partitions in a small installation; a larger one may raise it
 * @param cleanup what the broker removes
 * @param retention how long time-kept records stay; ignored where only compacted
 * @param personalData whether values can hold personal data
 * @param owner the service that may write it
 * @param rule what the registry demands of a new schema version
 * @param purpose one sentence for the generated docs
 */
public record Topic(
    String name,
    String key,
    Class<? extends SpecificRecord> valueType,
    int partitions,
    Cleanup cleanup,
    Duration retention,
    boolean personalData,
    String owner,
    RegistryRule rule,
    String purpose) {

  /** What the broker removes, in Kafka's own words. */
  public enum Cleanup {
    DELETE("delete"),
    COMPACT("compact"),
    COMPACT_AND_DELETE("compact,delete");

    private final String policy;

    Cleanup(String policy) {
      this.policy = policy;
    }

    /** Value of {@code cleanup.policy}. */
    public String policy() {
      return policy;
    }
  }

  /** Compatibility the registry enforces on a new version. */
  public enum RegistryRule {
    BACKWARD,
    FULL_TRANSITIVE
  }

  public Schema valueSchema() {
    return SpecificData.get().getSchema(valueType);
  }

  /** Registry subject of the value, by Confluent's topic name strategy. */
  public String subject() {
    return name + "-value";
  }

  /**
   * Broker settings. Time is kept by arrival ({@code LogAppendTime}), so that a replay of old
   * business events is not swept away at once; event time is in the records.
   */
  public Map<String, String> config() {
    Map<String, String> config = new TreeMap<>();
    config.put("cleanup.policy", cleanup.policy());
    config.put("message.timestamp.type", "LogAppendTime");
    if (cleanup != Cleanup.COMPACT) {
      config.put("retention.ms", Long.toString(retention.toMillis()));
    }
    return config;
  }
}
