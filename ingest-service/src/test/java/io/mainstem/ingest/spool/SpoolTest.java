package io.mainstem.ingest.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstem.testkit.Await;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {

  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
  private static final String TOPIC = "source.pos";

  @TempDir Path folder;
  private Instant now = NOON;

  @Test
  void shouldGiveBackInOrderWhatItTookAlsoAfterARestart() throws Exception {
    try (Spool spool = spool(1_000_000)) {
      for (int n = 0; n < 100; n++) {
        spool.append(List.of(entry(TOPIC, "k" + n % 3, n))).join();
      }
    }

    try (Spool again = spool(1_000_000)) {
      assertThat(numbers(again)).isEqualTo(IntStream.range(0, 100).boxed().toList());
      assertThat(again.look().entries()).isEqualTo(100);
      assertThat(again.look().oldest()).isEqualTo(NOON);
      assertThat(again.holdsTopicOf(List.of(new ProducerRecord<>(TOPIC, "")))).isTrue();
      assertThat(again.holdsTopicOf(List.of(new ProducerRecord<>("source.crm", "")))).isFalse();
      ProducerRecord<String, byte[]> first = again.head(1, 1).getFirst().entry().record();
      assertThat(first.key()).isEqualTo("k0");
      assertThat(first.headers().lastHeader("ce_id").value()).containsExactly(7);
    }
    assertThat(Files.getPosixFilePermissions(folder.resolve("spool")))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  void shouldTakeTheBytesAllowedAndNotOneMore() {
    long size = SpoolStore.bytes(entry(TOPIC, "k", 1));
    try (Spool spool = spool(3 * size - 1)) {
      spool.append(List.of(entry(TOPIC, "k", 1))).join();
      assertThat(reason(spool, entry(TOPIC, "k", 2), entry(TOPIC, "k", 3)))
          .isEqualTo(SpoolException.Reason.FULL);
      spool.append(List.of(entry(TOPIC, "k", 4))).join();
      assertThat(reason(spool, entry(TOPIC, "k", 5))).isEqualTo(SpoolException.Reason.FULL);
      assertThat(numbers(spool)).containsExactly(1, 4);
    }
    try (Spool spool = spool(3 * size)) {
      spool.append(List.of(entry(TOPIC, "k", 6))).join();
      assertThat(spool.accepts()).isFalse();
      assertThat(numbers(spool)).containsExactly(1, 4, 6);
    }
  }

  @Test
  void shouldTakeNothingMoreOnceTheFirstHasWaitedAsLongAsAllowed() {
    try (Spool spool = spool(1_000_000)) {
      spool.append(List.of(entry(TOPIC, "k", 1))).join();
      now = NOON.plus(Duration.ofHours(1)).minusMillis(1);
      spool.append(List.of(entry(TOPIC, "k", 2))).join();
      now = NOON.plus(Duration.ofHours(1));
      assertThat(reason(spool, entry(TOPIC, "k", 3))).isEqualTo(SpoolException.Reason.OLD);
      assertThat(spool.accepts()).isFalse();
      forwardAll(spool);
      spool.append(List.of(entry(TOPIC, "k", 4))).join();
      assertThat(numbers(spool)).containsExactly(4);
    }
  }

  @Test
  void shouldNotTakeMoreIntoMemoryThanAllowed() {
    try (Spool spool = spool(1L << 30)) {
      Entry small = entry(TOPIC, "k", 1);
      int rest = Math.toIntExact(Spool.MAX_QUEUED_BYTES - SpoolStore.bytes(small));
      byte[] large = new byte[rest - (int) SpoolStore.bytes(new Entry(TOPIC, NOON, new byte[0]))];
      Entry fits = new Entry(TOPIC, NOON, large);

      assertThat(reason(spool, small, fits, small)).isEqualTo(SpoolException.Reason.BUSY);
      assertThat(spool.look().entries()).isZero();
      spool.append(List.of(small, fits)).join();
    }
  }

  @Test
  void shouldTakeNothingWhereItsFolderCannotBeMadeUntilItCan() throws IOException {
    Files.createFile(folder.resolve("spool"));
    try (Spool spool = spool(1_000)) {
      assertThat(reason(spool, entry(TOPIC, "k", 1))).isEqualTo(SpoolException.Reason.UNUSABLE);
      assertThat(new SpoolHealth(spool, () -> now).look().detail()).startsWith("cannot be used");
      Files.delete(folder.resolve("spool"));
      Await.until("opened after all", spool::isUsable);
      spool.append(List.of(entry(TOPIC, "k", 2))).join();
    }
  }

  @Test
  @SuppressWarnings("try") // closed early to hand it over; closing twice does nothing
  void shouldBelongToOneAtATime() {
    try (Spool first = spool(1_000);
        Spool second = spool(1_000)) {
      first.append(List.of(entry(TOPIC, "k", 1))).join();
      assertThat(reason(second, entry(TOPIC, "k", 2))).isEqualTo(SpoolException.Reason.UNUSABLE);
      first.close();
      Await.until("the second has it", second::isUsable);
      assertThat(numbers(second)).containsExactly(1);
    }
  }

  @Test
  void shouldNotOpenOverDamageOfWhatWasAcknowledged() throws IOException {
    try (Spool spool = spool(1_000_000)) {
      for (int n = 0; n < 20; n++) {
        spool.append(List.of(entry(TOPIC, "k".repeat(1_000), n))).join();
      }
      Path copy = Files.createDirectory(folder.resolve("damaged"));
      copyAsAKillLeavesIt(copy);
      try (RandomAccessFile log = new RandomAccessFile(onlyLog(copy).toFile(), "rw")) {
        log.seek(log.length() / 2 + 500);
        log.write("damage".getBytes(StandardCharsets.US_ASCII));
      }
      try (Spool damaged = Spool.start(settings(copy, 1_000_000), () -> now)) {
        assertThat(damaged.isUsable()).isFalse();
        assertThat(damaged.trouble()).contains("checksum");
      }
    }
  }

  @Test
  void shouldPassOverHalfARecordAtTheEnd() throws IOException {
    try (Spool spool = spool(1_000_000)) {
      for (int n = 0; n < 20; n++) {
        spool.append(List.of(entry(TOPIC, "k", n))).join();
      }
      Path copy = Files.createDirectory(folder.resolve("torn"));
      copyAsAKillLeavesIt(copy);
      try (RandomAccessFile log = new RandomAccessFile(onlyLog(copy).toFile(), "rw")) {
        log.setLength(log.length() - 10);
      }
      try (Spool torn = Spool.start(settings(copy, 1_000_000), () -> now)) {
        assertThat(numbers(torn)).isEqualTo(IntStream.range(0, 19).boxed().toList());
      }
    }
  }

  @Test
  void shouldNotLetWhatTheBrokerRefusesKeepOthersWaiting() {
    try (Spool spool = spool(1_000_000)) {
      spool.append(List.of(entry("source.gone", "k", 1), entry(TOPIC, "k", 2))).join();
      List<SpoolStore.Kept> head = spool.head(10, 1_000);
      spool.settle(List.of(), head.subList(0, 1), 1);

      assertThat(numbers(spool)).containsExactly(2);
      assertThat(spool.look().aside()).containsEntry("source.gone", 1);
      assertThat(new SpoolHealth(spool, () -> now).look().detail()).contains("{source.gone=1}");
      spool.bringBack();
      assertThat(numbers(spool)).containsExactly(1, 2);
    }
  }

  @Test
  void shouldTakeNothingWhenSwitchedOff() {
    try (Spool spool = spool(0)) {
      assertThat(spool.accepts()).isFalse();
      assertThat(folder.resolve("spool")).doesNotExist();
      assertThat(new SpoolHealth(spool, () -> now).look().detail()).startsWith("switched off");
    }
  }

  private Spool spool(long maxBytes) {
    return Spool.start(settings(folder.resolve("spool"), maxBytes), () -> now);
  }

  private static SpoolSettings settings(Path folder, long maxBytes) {
    return new SpoolSettings(folder, maxBytes, Duration.ofHours(1));
  }

  private static Entry entry(String topic, String key, int n) {
    List<Header> headers = List.of(new RecordHeader("ce_id", new byte[] {7}));
    return Entry.of(topic, key, headers, new byte[] {(byte) n}, NOON);
  }

  private static List<Integer> numbers(Spool spool) {
    return spool.head(1_000, 1L << 30).stream().map(SpoolTest::number).toList();
  }

  private static int number(SpoolStore.Kept kept) {
    try {
      return kept.entry().record().value()[0];
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void forwardAll(Spool spool) {
    List<SpoolStore.Kept> all = spool.head(1_000, 1L << 30);
    spool.settle(all, List.of(), all.getLast().number() + 1);
  }

  private static SpoolException.Reason reason(Spool spool, Entry... entries) {
    var failed = spool.append(List.of(entries));
    assertThatThrownBy(failed::join)
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(SpoolException.class);
    return ((SpoolException) failed.exceptionNow()).reason();
  }

  private void copyAsAKillLeavesIt(Path to) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("spool"))) {
      for (Path file : files.filter(it -> !it.endsWith("LOCK")).toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }

  private static Path onlyLog(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".log")).findFirst().orElseThrow();
    }
  }
}
