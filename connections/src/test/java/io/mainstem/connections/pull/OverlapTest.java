package io.mainstem.connections.pull;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstem.connections.door.Delivery;
import io.mainstem.connections.http.HttpAnswer;
import io.mainstem.connections.json.Bytes;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Readings that overlap lose nothing: records change while pages are read, and show up late. */
final class OverlapTest {
  private static final Duration LATE = Duration.ofSeconds(100);
  private static final int PAGE = 3;

  /** A record as the tool has it: changed at, visible from. */
  private record Version(String id, int number, Instant at, Instant visible) {}

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 20260302, 77, 4711})
  void shouldSeeTheLastVersionOfEveryRecord(long seed) {
    Random random = new Random(seed);
    Script script =
        Script.list(
            "{path: /c, records: \"rows[]\", page: {kind: offset, put: \"query:offset\", size: 3},"
                + " since: {put: \"query:since\", as: millis, overlap: 2m}}");
    PullPlan plan = script.plan("contact");
    List<Version> history = new ArrayList<>();
    Map<String, Integer> seen = new HashMap<>();
    Instant clock = Script.NOW;
    PullMark mark = PullMark.NONE;
    int number = 0;

    for (int round = 0; round < 40; round++) {
      PullState state = plan.start(false, mark, clock);
      while (true) {
        for (int i = random.nextInt(3); i > 0; i--) {
          number++;
          history.add(
              new Version(
                  "id" + random.nextInt(15),
                  number,
                  clock,
                  clock.plusMillis(random.nextLong(LATE.toMillis()))));
        }
        clock = clock.plusMillis(random.nextInt(20_000));
        PullStep step = plan.step(state, answer(history, plan.call(state).uri(), clock), clock);
        List<Delivery> records =
            step instanceof PullStep.Page page ? page.records() : ((PullStep.Last) step).records();
        records.forEach(record -> see((Delivery.Snapshot) record, seen));
        if (step instanceof PullStep.Last last) {
          mark = last.mark();
          break;
        }
        state = ((PullStep.Page) step).next();
      }
    }
    // Quiet at last: what was late is visible, and one more reading sees it.
    clock = clock.plus(LATE);
    PullState state = plan.start(false, mark, clock);
    PullStep step;
    do {
      step = plan.step(state, answer(history, plan.call(state).uri(), clock), clock);
      List<Delivery> records =
          step instanceof PullStep.Page page ? page.records() : ((PullStep.Last) step).records();
      records.forEach(record -> see((Delivery.Snapshot) record, seen));
      state = step instanceof PullStep.Page page ? page.next() : state;
    } while (step instanceof PullStep.Page);

    Map<String, Integer> last = new HashMap<>();
    history.forEach(version -> last.merge(version.id(), version.number(), Math::max));
    assertThat(seen).as("seed %d", seed).isEqualTo(last);
  }

  private static void see(Delivery.Snapshot record, Map<String, Integer> seen) {
    String text = record.payload().text();
    int number = Integer.parseInt(text.replaceAll(".*\"n\":([0-9]+).*", "$1"));
    seen.merge(record.sourceId(), number, Math::max);
  }

  /** Newest last, as an index of the tool would; a change moves its record to the end. */
  private static HttpAnswer answer(List<Version> history, URI address, Instant now) {
    long since = parameter(address, "since");
    int offset = (int) parameter(address, "offset");
    Map<String, Version> latest = new LinkedHashMap<>();
    for (Version version : history) {
      if (!version.visible().isAfter(now)) {
        Version old = latest.get(version.id());
        if (old == null || old.number() < version.number()) {
          latest.remove(version.id());
          latest.put(version.id(), version);
        }
      }
    }
    List<String> rows =
        latest.values().stream()
            .filter(version -> version.at().toEpochMilli() >= since)
            .skip(offset)
            .limit(PAGE)
            .map(
                v ->
                    "{\"id\":\"%s\",\"updated\":\"%s\",\"n\":%d}"
                        .formatted(v.id(), v.at(), v.number()))
            .toList();
    return new HttpAnswer(200, Map.of(), Bytes.utf8("{\"rows\":[" + String.join(",", rows) + "]}"));
  }

  private static long parameter(URI address, String name) {
    for (String pair : address.getQuery().split("&", -1)) {
      if (pair.startsWith(name + "=")) {
        return Long.parseLong(pair.substring(name.length() + 1));
      }
    }
    return 0;
  }
}
