package io.mainstem.canonicalizer.map;

import io.mainstem.connections.json.Bytes;
import io.mainstem.connections.map.FragmentKey;
import io.mainstem.connections.map.MapResult;
import io.mainstem.connections.map.Mapper;
import java.util.List;

/** The mapping of one connection, as this package needs it. */
public interface SourceMapper {
  MapResult map(String object, Bytes payload);

  /** The fragments that belong to the record itself and so go when it goes. */
  List<FragmentKey> own(String object, String sourceId);

  /** Counts payloads, of those looked through, that held a field nobody declared. */
  @FunctionalInterface
  interface FieldMeter {
    void count(String connection, String object, String path);
  }

  static SourceMapper of(String connection, Mapper mapper, FieldMeter meter) {
    FieldWatch watch = new FieldWatch(connection, mapper, meter);
    return new SourceMapper() {
      @Override
      public MapResult map(String object, Bytes payload) {
        watch.saw(object, payload);
        return mapper.map(object, payload);
      }

      @Override
      public List<FragmentKey> own(String object, String sourceId) {
        return mapper.deleted(object, sourceId);
      }
    };
  }
}
