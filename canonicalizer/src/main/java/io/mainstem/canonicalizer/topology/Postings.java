package io.mainstem.canonicalizer.topology;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Sets of records, each found by a prefix of a fixed length, in the order of the records' keys. Of
 * a business's blocks and identifiers nine in ten have one member or two: so a set is one value,
 * read and written at once, until it has more than {@link #MAX_TOGETHER}; then each member is an
 * entry of its own, beside the others, and stays one.
 */
final class Postings {
  static final int MAX_TOGETHER = 16;

  private static final ByteArraySerializer PREFIX = new ByteArraySerializer();

  /** In the place of a set whose members are entries of their own. */
  private static final byte[] APART = {};

  private final KeyValueStore<byte[], byte[]> store;
  private byte @Nullable [] lastPrefix;
  private byte @Nullable [] last;

  Postings(KeyValueStore<byte[], byte[]> store) {
    this.store = store;
  }

  /** A member of a set, and what is said of it. */
  @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
  record Posting(String key, byte[] said) {}

  /** The first members by key. */
  List<Posting> of(byte[] prefix, int limit) {
    byte[] set = set(prefix);
    if (set == null) {
      return List.of();
    }
    return set.length == 0
        ? entries(prefix, limit)
        : together(set).entrySet().stream()
            .limit(limit)
            .map(each -> new Posting(each.getKey(), each.getValue()))
            .toList();
  }

  /** Adds a member, or says otherwise of one. */
  void put(byte[] prefix, String key, byte[] said) {
    byte[] set = set(prefix);
    if (set != null && set.length == 0) {
      store.put(entry(prefix, key), said);
      return;
    }
    Map<String, byte[]> members = set == null ? new TreeMap<>() : together(set);
    members.put(key, said);
    if (members.size() <= MAX_TOGETHER) {
      write(prefix, Codecs.POSTINGS.toBytes(members));
      return;
    }
    members.forEach((each, value) -> store.put(entry(prefix, each), value));
    write(prefix, APART);
  }

  void remove(byte[] prefix, String key) {
    byte[] set = set(prefix);
    if (set == null) {
      return;
    }
    if (set.length == 0) {
      store.delete(entry(prefix, key));
      return;
    }
    Map<String, byte[]> members = together(set);
    if (members.remove(key) != null) {
      write(prefix, members.isEmpty() ? null : Codecs.POSTINGS.toBytes(members));
    }
  }

  void clear() {
    lastPrefix = null;
    StoredRecords.clear(store);
  }

  /** Who joins a set has just looked at it. */
  private byte @Nullable [] set(byte[] prefix) {
    if (!Arrays.equals(prefix, lastPrefix)) {
      last = store.get(prefix);
      lastPrefix = prefix;
    }
    return last;
  }

  private void write(byte[] prefix, byte @Nullable [] set) {
    store.put(prefix, set);
    lastPrefix = prefix;
    last = set;
  }

  private List<Posting> entries(byte[] prefix, int limit) {
    List<Posting> all = new ArrayList<>();
    try (KeyValueIterator<byte[], byte[]> found = store.prefixScan(prefix, PREFIX)) {
      while (found.hasNext() && all.size() < limit) {
        KeyValue<byte[], byte[]> next = found.next();
        int chars = next.key.length - prefix.length;
        if (chars > 0) {
          all.add(
              new Posting(
                  new String(next.key, prefix.length, chars, StandardCharsets.UTF_8), next.value));
        }
      }
    }
    return all;
  }

  private static Map<String, byte[]> together(byte[] set) {
    return Codecs.POSTINGS.fromBytes(set);
  }

  private static byte[] entry(byte[] prefix, String key) {
    byte[] name = key.getBytes(StandardCharsets.UTF_8);
    byte[] entry = Arrays.copyOf(prefix, prefix.length + name.length);
    System.arraycopy(name, 0, entry, prefix.length, name.length);
    return entry;
  }
}
