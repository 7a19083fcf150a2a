package io.mainstem.simulators.story;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mainstem.simulators.business.Calendar;
import io.mainstem.simulators.json.Json;
import io.mainstem.simulators.play.BusinessClock;
import io.mainstem.simulators.play.Progress;
import io.mainstem.simulators.vendor.Entry;
import io.mainstem.simulators.vendor.Office;
import io.mainstem.simulators.vendor.Records;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Plays a story in fast time on its tools. Records change first and webhooks follow a little later
 * in one go, as vendors send batches; now and then the last one comes a second time. A day is over
 * when all it sent was answered.
 */
public final class StoryTeller {
  private static final Duration TICK = Duration.ofMinutes(15);
  private static final Duration DAY_FROM = Duration.ofHours(6);
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(20);
  private static final int REPEATED_ONE_TICK_IN = 9;

  private final Story story;
  private final Map<String, Office> offices;
  private final StorySettings settings;
  private final BusinessClock clock;
  private final Progress progress;
  private final Consumer<String> out;
  private int ticks;

  public StoryTeller(
      Story story,
      Map<String, Office> offices,
      StorySettings settings,
      BusinessClock clock,
      long seed,
      Consumer<String> out) {
    this.story = story;
    this.offices = Map.copyOf(offices);
    this.settings = settings;
    this.clock = clock;
    this.progress = new Progress(settings.state(), seed);
    this.out = out;
  }

  /** Puts the tools back to where they were when the last finished day ended. Nothing is sent. */
  public void restore() {
    int last = progress.lastDay();
    offices.values().forEach(Office::hold);
    if (last >= Progress.OPENED) {
      story.opening().forEach(this::keep);
    }
    for (int day = 0; day <= last; day++) {
      story.days().get(day).forEach(this::keep);
    }
    for (Office office : offices.values()) {
      for (ObjectNode entry : office.journal().applied(office.name())) {
        String kind = Json.text(entry, "shelf");
        String id = Json.text(entry, "id");
        if (kind != null && id != null && entry.path("record") instanceof ObjectNode record) {
          office.records().put(kind, id, record);
        }
      }
    }
    offices.values().forEach(Office::forget);
  }

  /** Tells of a write that a tool took from outside. */
  public void written(ObjectNode entry) {
    if (!entry.path("outcome").asText().equals("applied")) {
      return;
    }
    JsonNode record = entry.path("record");
    String about = "";
    for (String name :
        List.of(
            "DisplayName",
            "DocNumber",
            "InvoiceNumber",
            "Name",
            "name",
            "subject",
            "email_address",
            "text")) {
      about = about.isEmpty() ? record.path(name).asText() : about;
    }
    tell(
        clock.instant(),
        Calendar.clock(clock.instant())
            + "  "
            + story.connection(entry.path("tool").asText())
            + " now holds "
            + entry.path("shelf").asText()
            + ": "
            + about);
  }

  /** Plays what is left to play. */
  public void play() throws InterruptedException {
    int last = progress.lastDay();
    out.accept(
        story.title()
            + ": "
            + story.seats().stream().map(Seat::tool).collect(Collectors.joining(", "))
            + (last < 0 ? "; from " : "; going on after ")
            + Calendar.spoken(Calendar.date(Math.max(0, last)))
            + ", "
            + settings.days()
            + " days");
    story.watch().forEach(line -> out.accept("  " + line));
    if (last < Progress.OPENED) {
      tell(Calendar.instant(Calendar.opening()), "the tools announce what they hold");
      playTick(story.opening());
      finish(Progress.OPENED);
    }
    for (int day = Math.max(0, last + 1); day < settings.days(); day++) {
      playDay(day);
      finish(day);
    }
    long sent = offices.values().stream().mapToLong(office -> office.sent().size()).sum();
    out.accept("story over: " + settings.days() + " days, " + sent + " deliveries sent");
  }

  private void playDay(int day) throws InterruptedException {
    long began = System.nanoTime();
    Instant tick = Calendar.instant(Calendar.date(day).atStartOfDay()).plus(DAY_FROM);
    Instant night = Calendar.instant(Calendar.date(day + 1).atStartOfDay());
    double scale = (double) settings.dayTakes().toNanos() / Duration.between(tick, night).toNanos();
    Instant morning = tick;
    List<Beat> left = story.days().get(day);
    while (!left.isEmpty()) {
      tick = tick.plus(TICK);
      Instant until = tick;
      List<Beat> now = left.stream().takeWhile(beat -> beat.at().isBefore(until)).toList();
      left = left.subList(now.size(), left.size());
      long due = (long) (Duration.between(morning, tick).toNanos() * scale);
      Duration wait = Duration.ofNanos(began + due - System.nanoTime());
      if (wait.isPositive()) {
        Thread.sleep(wait);
      }
      playTick(now);
    }
  }

  private void playTick(List<Beat> beats) {
    offices.values().forEach(Office::hold);
    beats.forEach(this::happen);
    offices.values().forEach(office -> office.release(false));
    if (!beats.isEmpty() && ++ticks % REPEATED_ONE_TICK_IN == 0) {
      offices.values().forEach(office -> office.repeat(1));
    }
  }

  private void finish(int day) throws InterruptedException {
    long patience = System.nanoTime() + PATIENCE.toNanos();
    while (!offices.values().stream().allMatch(Office::idle)) {
      if (System.nanoTime() > patience) {
        out.accept("still waiting for answers");
        break;
      }
      Thread.sleep(LOOK_AGAIN);
    }
    progress.over(day);
  }

  private void happen(Beat beat) {
    keep(beat);
    switch (beat) {
      case Beat.Put put -> {}
      case Beat.Gone gone -> {}
      case Beat.Told told -> tell(told.at(), told.line());
      case Beat.Dropped dropped -> drop(dropped);
    }
  }

  /** The tools' own records. */
  private void keep(Beat beat) {
    clock.reached(beat.at());
    switch (beat) {
      case Beat.Put put -> put(office(put.tool()).records(), put);
      case Beat.Gone gone -> gone(office(gone.tool()).records(), gone);
      case Beat.Dropped dropped -> {}
      case Beat.Told told -> {}
    }
  }

  private static void put(Records records, Beat.Put put) {
    Optional<Entry> held = records.get(put.kind(), put.id());
    ObjectNode body = held.map(Entry::copy).orElseGet(() -> records.example(put.kind()));
    records.put(put.kind(), put.id(), Records.overlay(body, put.members()));
  }

  private static void gone(Records records, Beat.Gone gone) {
    String survivor = gone.survivor();
    if (survivor == null) {
      records.delete(gone.kind(), gone.id());
    } else {
      records.merge(gone.kind(), survivor, gone.id());
    }
  }

  private Office office(String tool) {
    return Objects.requireNonNull(offices.get(tool), tool);
  }

  /** Written beside its name first, so that nobody reads half of it. */
  private void drop(Beat.Dropped dropped) {
    Path folder = settings.folder();
    if (folder == null) {
      return;
    }
    try {
      Files.createDirectories(folder);
      Path half = folder.resolve("." + dropped.file() + ".part");
      Files.writeString(half, dropped.text());
      Files.move(
          half,
          folder.resolve(dropped.file()),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
    tell(dropped.at(), dropped.file() + " is in the folder");
  }

  private void tell(Instant at, String line) {
    out.accept(Calendar.spoken(Calendar.local(at).toLocalDate()) + "  " + line);
  }
}
