package io.mainstem.canonicalizer.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PostingsTest {
  private static final int PREFIXES = 3;
  private static final int KEYS = 40;

  private final KeyValueStore<byte[], byte[]> store =
      Stores.keyValueStoreBuilder(
              Stores.inMemoryKeyValueStore("sets"), Serdes.ByteArray(), Serdes.ByteArray())
          .withLoggingDisabled()
          .build();
  private final Postings postings = new Postings(store);

  @BeforeEach
  void open() {
    MockProcessorContext<Void, Void> context = new MockProcessorContext<>(new Properties());
    store.init(context.getStateStoreContext(), store);
  }

  @Test
  void shouldKeepASetTogetherUpToTheLimitAndItsMembersApartPastIt() {
    IntStream.range(0, Postings.MAX_TOGETHER)
        .forEach(i -> postings.put(prefix(0), key(i), said(i)));
    assertThat(entries()).isEqualTo(1);

    postings.put(prefix(0), key(Postings.MAX_TOGETHER), said(0));
    assertThat(entries()).isEqualTo(1 + Postings.MAX_TOGETHER + 1);
    assertThat(postings.of(prefix(0), Integer.MAX_VALUE)).hasSize(Postings.MAX_TOGETHER + 1);
  }

  @Test
  void shouldLeaveNothingOfASetWithoutMembers() {
    postings.put(prefix(0), key(1), said(1));
    postings.remove(prefix(0), key(2));
    postings.remove(prefix(0), key(1));

    assertThat(entries()).isZero();
  }

  @Test
  void shouldAnswerAsMapsDoWhateverCameBefore() {
    Random random = new Random(20_261_122);
    Map<Integer, TreeMap<String, String>> expected = new TreeMap<>();
    for (int i = 0; i < 5_000; i++) {
      int set = random.nextInt(PREFIXES);
      String key = key(random.nextInt(KEYS));
      TreeMap<String, String> members = expected.computeIfAbsent(set, unseen -> new TreeMap<>());
      // Sets fill and empty by turns, past the limit and back to none.
      if (random.nextInt(10) < (i / 500 % 2 == 0 ? 8 : 2)) {
        postings.put(prefix(set), key, said(i));
        members.put(key, new String(said(i), StandardCharsets.UTF_8));
      } else {
        postings.remove(prefix(set), key);
        members.remove(key);
      }
      int limit = 1 + random.nextInt(KEYS);
      assertThat(texts(set, limit))
          .isEqualTo(
              members.entrySet().stream()
                  .limit(limit)
                  .map(each -> each.getKey() + "=" + each.getValue())
                  .toList());
    }
  }

  private List<String> texts(int set, int limit) {
    return postings.of(prefix(set), limit).stream()
        .map(each -> each.key() + "=" + new String(each.said(), StandardCharsets.UTF_8))
        .toList();
  }

  private int entries() {
    int entries = 0;
    try (KeyValueIterator<byte[], byte[]> all = store.all()) {
      for (; all.hasNext(); all.next()) {
        entries++;
      }
    }
    return entries;
  }

  private static byte[] prefix(int set) {
    return ByteBuffer.allocate(Long.BYTES).putLong(set).array();
  }

  private static String key(int number) {
    return "person|crm|customer|" + number;
  }

  private static byte[] said(int number) {
    return Integer.toString(number).getBytes(StandardCharsets.UTF_8);
  }
}
