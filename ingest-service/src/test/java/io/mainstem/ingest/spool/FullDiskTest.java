package io.mainstem.ingest.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A disk that refuses to write more. */
@EnabledOnOs(OS.LINUX)
class FullDiskTest {

  @Test
  void shouldRefuseWhatTheDiskDoesNotTakeAndHaveAllItAnswered(@TempDir Path folder)
      throws Exception {
    Path spool = folder.resolve("spool");
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process process =
        new ProcessBuilder(
                java,
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-cp",
                System.getProperty("java.class.path"),
                FullDiskMain.class.getName(),
                spool.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    long synced = said.lines().filter(line -> line.startsWith("synced")).count();

    assertThat(said).contains("refused UNUSABLE usable false");
    assertThat(synced).isGreaterThan(50);
    SpoolSettings settings = new SpoolSettings(spool, 1L << 30, Duration.ofHours(1));
    try (Spool again = Spool.start(settings, InstantSource.system())) {
      List<SpoolStore.Kept> kept = again.head(1_000, 1L << 30);
      assertThat(kept).hasSizeBetween((int) synced, (int) synced + 1);
      for (int n = 0; n < synced; n++) {
        assertThat(kept.get(n).entry().record().value()[0]).isEqualTo((byte) n);
      }
    }
  }
}
