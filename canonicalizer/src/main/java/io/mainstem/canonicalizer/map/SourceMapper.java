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

  static SourceMapper of(Mapper mapper) {
    return new SourceMapper() {
      @Override
      public MapResult map(String object, Bytes payload) {
        return mapper.map(object, payload);
      }

      @Override
      public List<FragmentKey> own(String object, String sourceId) {
        return mapper.deleted(object, sourceId);
      }
    };
  }
}
