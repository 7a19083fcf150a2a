package io.mainstem.runtime.avro;

import io.mainstem.runtime.health.HealthComponent;
import io.mainstem.schemas.Topic;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ids from the registry, kept in memory and in a file. While the registry is away the file answers,
 * and health says so; what the file does not know is waited for with growing pauses, up to a limit.
 * The registry, when it answers, is always believed before the file.
 */
public final class RegistrySchemaIds implements SchemaIds {
  /** How long one call waits for a registry that is away. */
  public static final Duration MAX_WAIT = Duration.ofSeconds(60);

  private static final Logger log = LoggerFactory.getLogger(RegistrySchemaIds.class);
  private static final long FIRST_PAUSE_MILLIS = 200;
  private static final long LONGEST_PAUSE_MILLIS = 5_000;

  private final RegistryClient registry;
  private final SchemaIdFile file;
  private final HealthComponent health;
  private final Duration maxWait;
  private final Map<SubjectSchema, Integer> ids = new ConcurrentHashMap<>();
  private final Map<Integer, Schema> schemas = new ConcurrentHashMap<>();

  private final AtomicInteger waiting = new AtomicInteger();

  private record SubjectSchema(String subject, Schema schema) {}

  /**
   * @param stateFolder where {@code schema-ids.json} is kept
   * @param health component that tells whether the registry answers
   */
  public RegistrySchemaIds(RegistryClient registry, Path stateFolder, HealthComponent health) {
    this(registry, stateFolder, health, MAX_WAIT);
  }

  RegistrySchemaIds(
      RegistryClient registry, Path stateFolder, HealthComponent health, Duration maxWait) {
    this.registry = registry;
    this.file = new SchemaIdFile(stateFolder.resolve("schema-ids.json"));
    this.health = health;
    this.maxWait = maxWait;
  }

  /**
   * Looks up the ids of these topics' values, so that no record has to wait later. Returns when all
   * are known, from the registry or the file.
   *
   * @throws RegistryUnavailableException if some are not known within {@link #MAX_WAIT}
   */
  public void warmUp(Collection<Topic> topics) {
    topics.forEach(topic -> idOf(topic.subject(), topic.valueSchema()));
  }

  /** Asks whether the registry answers and tells health; call it now and then. */
  public void look() {
    try {
      registry.ping();
      health.up("answers");
    } catch (RegistryUnavailableException e) {
      sayAway();
    }
  }

  @Override
  public int idOf(String subject, Schema schema) {
    SubjectSchema key = new SubjectSchema(subject, schema);
    Integer known = ids.get(key);
    if (known != null) {
      return known;
    }
    int id = waitFor(() -> ask(subject, schema), () -> cachedId(subject, schema));
    ids.put(key, id);
    schemas.put(id, schema);
    return id;
  }

  @Override
  public Schema schemaOf(int id) {
    Schema known = schemas.get(id);
    if (known != null) {
      return known;
    }
    Schema schema = waitFor(() -> ask(id), () -> cachedSchema(id));
    schemas.put(id, schema);
    return schema;
  }

  private Integer ask(String subject, Schema schema) {
    OptionalInt id = registry.idOf(subject, schema);
    if (id.isEmpty()) {
      throw new UnreadableRecordException(
          UnreadableRecordException.Code.UNKNOWN_SCHEMA,
          "schema of " + subject + ": not registered (expected: the topic installer has run)",
          null);
    }
    file.put(new SchemaIdFile.Entry(id.getAsInt(), subject, schema.toString()));
    return id.getAsInt();
  }

  private Schema ask(int id) {
    Schema schema = registry.schemaOf(id);
    if (schema == null) {
      throw new UnreadableRecordException(
          UnreadableRecordException.Code.UNKNOWN_SCHEMA,
          "schema id " + id + ": not in the registry",
          null);
    }
    file.put(new SchemaIdFile.Entry(id, "", schema.toString()));
    return schema;
  }

  private @Nullable Integer cachedId(String subject, Schema schema) {
    return file.entries().stream()
        .filter(entry -> entry.isOf(subject, schema))
        .map(SchemaIdFile.Entry::id)
        .findFirst()
        .orElse(null);
  }

  private @Nullable Schema cachedSchema(int id) {
    Optional<String> text =
        file.entries().stream()
            .filter(entry -> entry.id() == id)
            .map(SchemaIdFile.Entry::schema)
            .findFirst();
    return text.map(schema -> new Schema.Parser().parse(schema)).orElse(null);
  }

  private <R> R waitFor(Supplier<R> ask, Supplier<@Nullable R> cached) {
    long deadlineNanos = System.nanoTime() + maxWait.toNanos();
    long pauseMillis = FIRST_PAUSE_MILLIS;
    waiting.incrementAndGet();
    try {
      while (true) {
        try {
          R answer = ask.get();
          health.up("answers");
          return answer;
        } catch (RegistryUnavailableException e) {
          R reserve = cached.get();
          if (reserve != null) {
            health.degraded("does not answer; known schema ids serve on");
            return reserve;
          }
          sayAway();
          log.atWarn().addKeyValue("cause", e.getMessage()).log("registry away, waiting");
          if (System.nanoTime() + pauseMillis * 1_000_000 > deadlineNanos) {
            throw e;
          }
          pause(pauseMillis);
          pauseMillis = Math.min(pauseMillis * 2, LONGEST_PAUSE_MILLIS);
        }
      }
    } finally {
      waiting.decrementAndGet();
    }
  }

  private void sayAway() {
    if (waiting.get() > 0) {
      health.down("does not answer; waiting for a schema id that is not known");
    } else {
      health.degraded("does not answer; known schema ids serve on");
    }
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RegistryUnavailableException("registry: interrupted", e);
    }
  }
}
