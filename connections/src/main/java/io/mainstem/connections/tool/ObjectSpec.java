package io.mainstem.connections.tool;

import io.mainstem.connections.json.JsonPath;
import io.mainstem.connections.shape.Shape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One kind of record of a tool.
 *
 * @param version null where a record carries none: the time of asking stands in
 * @param occurredAt when its newest version came about
 * @param deleted what says that the record is gone, or null
 * @param mergedInto id of the record the tool merged this one into, which makes it gone; or null
 * @param fetch null where it cannot be fetched alone
 * @param list null where all of them cannot be listed
 * @param changes null where no feed names those that changed
 */
public record ObjectSpec(
    String name,
    JsonPath id,
    @Nullable Version version,
    @Nullable JsonPath occurredAt,
    ChangesSpec.@Nullable Deleted deleted,
    @Nullable JsonPath mergedInto,
    @Nullable Fetch fetch,
    @Nullable ListSpec list,
    @Nullable ChangesSpec changes,
    Shape.Struct shape,
    List<FragmentSpec> fragments,
    Sure sure) {

  /**
   * What orders a record's snapshots.
   *
   * @param time a time, counted in microseconds; otherwise a whole number
   */
  public record Version(JsonPath at, boolean time) {}

  /**
   * How one record is fetched.
   *
   * @param call with {@code {id}}
   * @param unwrap path of the record in the answer; empty where the answer is the record. The first
   *     of a list is meant where it ends in {@code []}
   */
  public record Fetch(CallSpec call, String unwrap) {}
}
