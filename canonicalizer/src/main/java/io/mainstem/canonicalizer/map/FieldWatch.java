package io.mainstem.canonicalizer.map;

import io.mainstem.connections.json.Bytes;
import io.mainstem.connections.map.Mapper;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Looks through some payloads of one connection for fields that nobody declared. What a vendor adds
 * is seen here; an optional field it calls otherwise is seen nowhere else. Thread safe.
 */
final class FieldWatch {
  /** The first payload of an object is looked through, and then one of so many. */
  static final int LOOK_EVERY = 64;

  /** So many paths of an object are told apart. */
  static final int MAX_PATHS = 100;

  /** Stands for all paths past that. */
  static final String OTHERS = "(others)";

  private final String connection;
  private final Mapper mapper;
  private final SourceMapper.FieldMeter meter;
  private final Map<String, AtomicLong> payloads = new ConcurrentHashMap<>();
  private final Map<String, Set<String>> known = new ConcurrentHashMap<>();

  FieldWatch(String connection, Mapper mapper, SourceMapper.FieldMeter meter) {
    this.connection = connection;
    this.mapper = mapper;
    this.meter = meter;
  }

  void saw(String object, Bytes payload) {
    // Objects that are not in the tool file are somebody else's words, and have no shape.
    if (mapper.knows(object)
        && payloads.computeIfAbsent(object, _ -> new AtomicLong()).getAndIncrement() % LOOK_EVERY
            == 0) {
      Set<String> paths = known.computeIfAbsent(object, _ -> ConcurrentHashMap.newKeySet());
      for (String path : mapper.unknownFields(object, payload)) {
        boolean apart = paths.contains(path) || (paths.size() < MAX_PATHS && paths.add(path));
        meter.count(connection, object, apart ? path : OTHERS);
      }
    }
  }
}
