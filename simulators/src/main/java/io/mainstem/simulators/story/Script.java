package io.mainstem.simulators.story;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mainstem.simulators.business.Calendar;
import io.mainstem.simulators.vendor.Cast;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/** Where a story is written down: beats in any order, kept by day and moment. */
final class Script {
  private final Random dice;
  private final int days;
  private final List<Beat> opening = new ArrayList<>();
  private final List<List<Beat>> byDay = new ArrayList<>();
  private final List<Integer> people = new ArrayList<>();
  private int known;

  Script(long seed, int days) {
    this.dice = new Random(seed);
    this.days = days;
    for (int day = 0; day < days; day++) {
      byDay.add(new ArrayList<>());
    }
  }

  /** From 0, one less than the bound. */
  int roll(int bound) {
    return dice.nextInt(bound);
  }

  <T> T pick(List<T> from) {
    return from.get(roll(from.size()));
  }

  /** Someone new; nobody of another tool's own records. */
  Cast stranger() {
    return Cast.of(1_000L + known++);
  }

  /** A moment of a day, in the business's own zone. */
  static Instant at(int day, int hour, int minute) {
    return day < 0
        ? Calendar.instant(Calendar.opening()).plusSeconds(60L * minute)
        : Calendar.instant(Calendar.date(day).atTime(hour, minute));
  }

  /** The opening is day -1; what would come after the last day is left out. */
  void add(int day, Beat beat) {
    if (day < 0) {
      opening.add(beat);
    } else if (day < days) {
      byDay.get(day).add(beat);
    }
  }

  void put(int day, Instant at, String tool, String kind, String id, ObjectNode members) {
    add(day, new Beat.Put(at, tool, kind, id, members, false));
  }

  void odd(int day, Instant at, String tool, String kind, String id, ObjectNode members) {
    add(day, new Beat.Put(at, tool, kind, id, members, true));
  }

  void told(int day, int hour, String line) {
    add(day, new Beat.Told(at(day, hour, 0), line));
  }

  /** The people met so far are those of the day that now ends. */
  void dayWritten() {
    people.add(known);
  }

  int days() {
    return days;
  }

  Story story(
      String name,
      String title,
      List<String> watch,
      List<Seat> seats,
      String folderSetting,
      List<Measure> measures) {
    byDay.forEach(day -> day.sort(Comparator.comparing(Beat::at)));
    return new Story(name, title, watch, seats, folderSetting, opening, byDay, measures, people);
  }
}
