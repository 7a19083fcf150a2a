package io.mainstem.simulators.play;

import com.fasterxml.jackson.databind.JsonNode;
import io.mainstem.simulators.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Which days are over, kept in a small file that is replaced as a whole. */
public final class Progress {
  /** Nothing has happened yet. */
  public static final int NOTHING = -2;

  /** What existed before was announced, no day is over. */
  public static final int OPENED = -1;

  private final Path file;
  private final long seed;

  public Progress(Path folder, long seed) {
    this.file = folder.resolve("progress.json");
    this.seed = seed;
  }

  /** The last day that is over. */
  public int lastDay() {
    if (!Files.exists(file)) {
      return NOTHING;
    }
    try {
      JsonNode stored = Json.read(Files.readString(file)).orElseGet(Json::object);
      if (stored.path("seed").asLong() != seed) {
        throw new IllegalStateException(
            "SIM_SEED: "
                + seed
                + " (expected: "
                + stored.path("seed")
                + ", as the folder "
                + file.getParent()
                + " was begun with; use another folder for another seed)");
      }
      return stored.path("lastDay").asInt(NOTHING);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  public void over(int day) {
    Path next = file.resolveSibling("progress.next");
    try {
      Files.writeString(next, Json.write(Json.object("seed", seed, "lastDay", day)));
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }
}
