package io.mainstem.simulators.vendor;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.LongFunction;

/**
 * A kind of record.
 *
 * @param ids the id of the n-th record, from 1
 * @param sample the n-th record as someone would have entered it, without id and times
 * @param stamp writes into a record what the vendor itself keeps there: id, times, version
 * @param told whether webhooks tell of it
 */
public record Kind(
    String name,
    LongFunction<String> ids,
    LongFunction<ObjectNode> sample,
    Stamp stamp,
    boolean told) {

  public Kind(String name, LongFunction<String> ids, LongFunction<ObjectNode> sample, Stamp stamp) {
    this(name, ids, sample, stamp, true);
  }

  /** Writes id, times and version where the vendor has them. */
  public interface Stamp {
    void on(ObjectNode body, Entry entry);
  }
}
