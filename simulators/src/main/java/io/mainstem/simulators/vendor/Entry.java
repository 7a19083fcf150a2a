package io.mainstem.simulators.vendor;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/**
 * A record as a tool holds it. The body is shared and must not be changed.
 *
 * @param number counts the records of its kind from 1, in the order in which they came
 * @param version counts its versions from 0
 * @param body the whole record, as the vendor's API gives it
 */
public record Entry(
    String kind,
    String id,
    long number,
    Instant created,
    Instant updated,
    int version,
    boolean deleted,
    ObjectNode body) {

  /** A copy to build an answer from. */
  public ObjectNode copy() {
    return body.deepCopy();
  }
}
