package io.mainstem.runtime.avro;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Schema ids on disk, for a start while the registry is away. Losing the file loses nothing else.
 */
final class SchemaIdFile {
  private static final Logger log = LoggerFactory.getLogger(SchemaIdFile.class);

  private final Path file;
  private final ObjectMapper json = new ObjectMapper();
  private final List<Entry> entries;

  /** One known id. The subject is empty where the id was only met on a record. */
  record Entry(int id, String subject, String schema) {
    boolean isOf(String wantedSubject, Schema wanted) {
      return subject.equals(wantedSubject) && schema.equals(wanted.toString());
    }
  }

  SchemaIdFile(Path file) {
    this.file = file;
    this.entries = read();
  }

  synchronized List<Entry> entries() {
    return List.copyOf(entries);
  }

  synchronized void put(Entry entry) {
    if (entries.contains(entry)) {
      return;
    }
    entries.removeIf(
        old ->
            old.subject().equals(entry.subject())
                && (old.id() == entry.id() || old.schema().equals(entry.schema())));
    entries.add(entry);
    write();
  }

  private List<Entry> read() {
    try {
      return new ArrayList<>(
          json.readValue(Files.readAllBytes(file), new TypeReference<List<Entry>>() {}));
    } catch (NoSuchFileException e) {
      return new ArrayList<>();
    } catch (IOException e) {
      log.atWarn()
          .addKeyValue("file", file)
          .setCause(e)
          .log("cached schema ids unreadable, ignored");
      return new ArrayList<>();
    }
  }

  private void write() {
    try {
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      Path fresh = Files.createTempFile(folder, "schema-ids", ".tmp");
      Files.write(fresh, json.writeValueAsBytes(entries));
      Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      log.atWarn().addKeyValue("file", file).setCause(e).log("schema ids not cached");
    }
  }
}
