package io.mainstem.canonicalizer.replay;

import io.mainstem.canonicalizer.merge.Content;
import io.mainstem.canonicalizer.merge.Envelope;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;

/**
 * What canonical topics say at rest: two runs over the same events must be equal.
 *
 * @param records by canonical id, as {@link Content#text}; absorbed ids are left out, since whether
 *     one was ever live is history: the links tell where it belongs
 * @param links by link key, to the canonical id
 */
public record CanonicalContent(SortedMap<String, String> records, SortedMap<String, String> links) {

  public CanonicalContent {
    records = Collections.unmodifiableSortedMap(new TreeMap<>(records));
    links = Collections.unmodifiableSortedMap(new TreeMap<>(links));
  }

  /** The content of the newest record of each id, as found in the topics. */
  public static CanonicalContent of(
      Map<String, ? extends SpecificRecord> newest, Map<String, String> links) {
    SortedMap<String, String> records = new TreeMap<>();
    newest.forEach(
        (id, golden) -> {
          if (Envelope.mergedInto(golden) == null) {
            records.put(id, Content.text(golden));
          }
        });
    return new CanonicalContent(records, new TreeMap<>(links));
  }
}
