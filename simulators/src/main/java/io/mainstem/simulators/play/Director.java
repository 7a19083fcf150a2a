package io.mainstem.simulators.play;

import com.fasterxml.jackson.databind.JsonNode;
import io.mainstem.simulators.api.Shelves;
import io.mainstem.simulators.business.Calendar;
import io.mainstem.simulators.rota.RotaDatabase;
import io.mainstem.simulators.timeline.Happening;
import io.mainstem.simulators.timeline.Happening.Noticed;
import io.mainstem.simulators.timeline.Happening.Reason;
import io.mainstem.simulators.timeline.Happening.RecordChanged;
import io.mainstem.simulators.timeline.Happening.RecordDeleted;
import io.mainstem.simulators.timeline.Happening.ShiftChanged;
import io.mainstem.simulators.timeline.Happening.Told;
import io.mainstem.simulators.timeline.Happening.WeekPublished;
import io.mainstem.simulators.timeline.Notice;
import io.mainstem.simulators.timeline.Timeline;
import io.mainstem.simulators.timeline.Tool;
import io.mainstem.simulators.webhook.Courier;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Plays the days in fast time. For each happening the tool's record is changed first and the
 * webhook handed over after, so that whoever fetches on a webhook finds at least that version. A
 * day is over when all it sent was answered.
 */
public final class Director {
  private static final Duration DAY_FROM = Duration.ofHours(6);
  private static final Duration COLLECT_EVERY = Duration.ofMinutes(15);
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Timeline timeline;
  private final Map<Tool, Shelves> shelves;
  private final Mailroom mailroom;
  private final Courier courier;
  private final Optional<RotaDatabase> rota;
  private final BusinessClock clock;
  private final Progress progress;
  private final Narrator narrator;
  private final int days;
  private final Duration dayTakes;
  private Instant lastCollected = Instant.MIN;

  /**
   * Ready to {@link #restore} and {@link #play}.
   *
   * @param folder where progress is kept
   * @param days how many days are played
   * @param dayTakes real time of a day of business
   */
  public Director(
      Timeline timeline,
      Map<Tool, Shelves> shelves,
      Mailroom mailroom,
      Courier courier,
      Optional<RotaDatabase> rota,
      BusinessClock clock,
      Path folder,
      int days,
      Duration dayTakes,
      Consumer<String> story) {
    this.timeline = timeline;
    this.shelves = shelves;
    this.mailroom = mailroom;
    this.courier = courier;
    this.rota = rota;
    this.clock = clock;
    this.progress = new Progress(folder, timeline.business().seed());
    this.narrator = new Narrator(timeline.business(), timeline.rota(), story);
    this.days = days;
    this.dayTakes = dayTakes;
  }

  /** Tells of a write that a tool took from outside. */
  public void written(JsonNode entry) {
    narrator.written(clock.instant(), entry);
  }

  /** Puts the tools back to where they were when the last finished day ended. Nothing is sent. */
  public void restore() throws SQLException {
    int last = progress.lastDay();
    if (rota.isPresent()) {
      rota.get().seed(timeline.business());
      rota.get().publish(timeline.rota(), 0);
    }
    if (last >= Progress.OPENED) {
      timeline.opening().forEach(this::keep);
    }
    for (int day = 0; day <= last; day++) {
      timeline.day(day).forEach(this::keep);
    }
  }

  /** Plays what is left to play. */
  public void play() throws InterruptedException, SQLException {
    int last = progress.lastDay();
    narrator.tell(
        timeline.business().name()
            + ": "
            + timeline.business().sites().size()
            + " sites, "
            + (last < 0 ? "from " : "going on after ")
            + Calendar.spoken(Calendar.date(Math.max(0, last)))
            + ", "
            + days
            + " days, seed "
            + timeline.business().seed());
    if (last < Progress.OPENED) {
      narrator.tell(Calendar.instant(Calendar.opening()), "the tools announce what they hold");
      for (Happening happening : timeline.opening()) {
        happen(happening);
      }
      finish(Progress.OPENED);
    }
    for (int day = Math.max(0, last + 1); day < days; day++) {
      List<Happening> happenings = timeline.day(day);
      playDay(day, happenings);
      finish(day);
      narrator.dayOver(day, happenings);
    }
    var sent = courier.report();
    narrator.tell(
        "story over: "
            + days
            + " days, "
            + sent.path("deliveries").asInt()
            + " deliveries sent, "
            + sent.path("acknowledged").asInt()
            + " acknowledged");
  }

  private void playDay(int day, List<Happening> happenings)
      throws InterruptedException, SQLException {
    long began = System.nanoTime();
    Instant morning = Calendar.instant(Calendar.date(day).atStartOfDay()).plus(DAY_FROM);
    Instant night = Calendar.instant(Calendar.date(day + 1).atStartOfDay());
    double scale = (double) dayTakes.toNanos() / Duration.between(morning, night).toNanos();
    for (Happening happening : happenings) {
      long due = (long) (Duration.between(morning, happening.at()).toNanos() * scale);
      Duration wait = Duration.ofNanos(began + due - System.nanoTime());
      if (wait.isPositive()) {
        Thread.sleep(wait);
      }
      happen(happening);
    }
  }

  private void finish(int day) throws InterruptedException {
    mailroom.collect();
    if (!courier.awaitIdle(PATIENCE)) {
      narrator.tell(
          "still waiting for answers: "
              + courier.report()
              + "; accounting's handshake: "
              + courier.handshake().lastAnswers());
    }
    progress.over(day);
  }

  private void happen(Happening happening) throws SQLException {
    clock.reached(happening.at());
    if (Duration.between(lastCollectedAt(happening), happening.at()).compareTo(COLLECT_EVERY)
        >= 0) {
      mailroom.collect();
      lastCollected = happening.at();
    }
    keep(happening);
    switch (happening) {
      case RecordChanged changed -> changed.notices().forEach(notice -> mailroom.post(notice, 0));
      case RecordDeleted deleted -> deleted.notices().forEach(notice -> mailroom.post(notice, 0));
      case Noticed noticed -> noticed(noticed.notice(), noticed.reason());
      case ShiftChanged shift -> {
        if (rota.isPresent()) {
          rota.get().write(shift.row());
        }
      }
      case WeekPublished week -> {
        if (rota.isPresent()) {
          rota.get().publish(timeline.rota(), week.week());
        }
      }
      case Told told -> narrator.tell(told.at(), told.line());
    }
  }

  private Instant lastCollectedAt(Happening happening) {
    if (lastCollected.equals(Instant.MIN)) {
      lastCollected = happening.at();
    }
    return lastCollected;
  }

  private void noticed(Notice notice, Reason reason) {
    mailroom.post(notice, reason == Reason.REPEATED ? 1 : 0);
  }

  /** The tool's own records, without a word to anyone. */
  private void keep(Happening happening) {
    clock.reached(happening.at());
    switch (happening) {
      case RecordChanged changed ->
          shelves(changed.tool()).put(changed.shelf(), changed.id(), changed.record());
      case RecordDeleted deleted -> shelves(deleted.tool()).remove(deleted.shelf(), deleted.id());
      case Noticed noticed -> {}
      case ShiftChanged shift -> {}
      case WeekPublished week -> {}
      case Told told -> {}
    }
  }

  private Shelves shelves(Tool tool) {
    Shelves found = shelves.get(tool);
    if (found == null) {
      throw new IllegalStateException("shelves: none for " + tool);
    }
    return found;
  }
}
