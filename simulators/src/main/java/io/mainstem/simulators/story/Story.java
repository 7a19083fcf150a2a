package io.mainstem.simulators.story;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mainstem.simulators.json.Json;
import io.mainstem.simulators.vendor.Records;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A business and everything that happens to it.
 *
 * @param watch what is worth looking at while it is told, a line each
 * @param folderSetting the environment's name for the folder files are put into
 * @param opening what existed before the first day
 * @param people how many people there are behind all records of people, day by day
 */
public record Story(
    String name,
    String title,
    List<String> watch,
    List<Seat> seats,
    String folderSetting,
    List<Beat> opening,
    List<List<Beat>> days,
    List<Measure> measures,
    List<Integer> people) {

  public Story {
    watch = List.copyOf(watch);
    seats = List.copyOf(seats);
    opening = List.copyOf(opening);
    days = days.stream().map(List::copyOf).toList();
    measures = List.copyOf(measures);
    people = List.copyOf(people);
  }

  /**
   * What must be true when so many days are over, reckoned from the happenings alone: what was
   * planted to be held back is left out and listed.
   */
  public ObjectNode expected(int after) {
    Map<String, Map<String, ObjectNode>> held = new LinkedHashMap<>();
    List<ObjectNode> odd = new ArrayList<>();
    List<Beat> happened = new ArrayList<>(opening);
    days.subList(0, Math.min(after, days.size())).forEach(happened::addAll);
    for (Beat beat : happened) {
      switch (beat) {
        case Beat.Put put when put.odd() ->
            odd.add(
                Json.object(
                    "connection", connection(put.tool()), "object", put.kind(), "id", put.id()));
        case Beat.Put put ->
            Records.overlay(
                shelf(held, put.tool(), put.kind()).computeIfAbsent(put.id(), id -> Json.object()),
                put.members());
        case Beat.Gone gone -> shelf(held, gone.tool(), gone.kind()).remove(gone.id());
        case Beat.Dropped dropped -> {}
        case Beat.Told told -> {}
      }
    }
    ObjectNode expected = Json.object("business", name, "days", after);
    expected.put("people", people.get(Math.min(after, people.size() - 1)));
    ObjectNode records = expected.putObject("records");
    held.forEach((kind, all) -> records.put(kind, all.size()));
    ObjectNode totals = expected.putObject("totals");
    for (Measure measure : measures) {
      ObjectNode total = totals.putObject(measure.name());
      measure.of(shelf(held, measure.tool(), measure.kind())).forEach(total::put);
    }
    expected.set("malformed", Json.list(odd));
    return expected;
  }

  private static Map<String, ObjectNode> shelf(
      Map<String, Map<String, ObjectNode>> held, String tool, String kind) {
    return held.computeIfAbsent(tool + "." + kind, shelf -> new LinkedHashMap<>());
  }

  String connection(String tool) {
    return seats.stream()
        .filter(seat -> seat.tool().equals(tool))
        .map(Seat::connection)
        .findFirst()
        .orElseThrow();
  }
}
