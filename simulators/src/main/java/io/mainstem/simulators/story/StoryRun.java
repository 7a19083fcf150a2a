package io.mainstem.simulators.story;

import io.mainstem.simulators.api.Answer;
import io.mainstem.simulators.api.Api;
import io.mainstem.simulators.api.Faults;
import io.mainstem.simulators.api.Journal;
import io.mainstem.simulators.api.SimulatorServer;
import io.mainstem.simulators.json.Json;
import io.mainstem.simulators.play.BusinessClock;
import io.mainstem.simulators.vendor.Office;
import io.mainstem.simulators.vendor.Subscription;
import io.mainstem.simulators.vendor.Vendor;
import io.mainstem.simulators.webhook.RetryPlan;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

/** A story on its tools: served on one port, told to one receiver. */
public final class StoryRun implements AutoCloseable {
  private static final Duration AGAIN = Duration.ofSeconds(1);
  private static final Duration RECEIVER_PATIENCE = Duration.ofMinutes(10);
  private static final Duration OTHERS_PATIENCE = Duration.ofSeconds(20);

  private final List<Office> offices;
  private final StoryTeller teller;
  private final SimulatorServer server;
  private final int port;
  private final Map<Office, Subscription> waiting = new LinkedHashMap<>();
  private final URI door;
  private final Consumer<String> out;

  private StoryRun(
      List<Office> offices,
      StoryTeller teller,
      SimulatorServer server,
      int port,
      URI door,
      Consumer<String> out) {
    this.offices = offices;
    this.teller = teller;
    this.server = server;
    this.port = port;
    this.door = door;
    this.out = out;
  }

  /**
   * Restores the tools and serves their APIs.
   *
   * @param vendors makes a vendor by its name
   * @param control what only tests ask, made for these offices
   */
  public static StoryRun open(
      Story story,
      StorySettings settings,
      long seed,
      Function<String, Vendor> vendors,
      BiFunction<List<Office>, Faults, List<Api>> control,
      Consumer<String> out)
      throws IOException {
    Files.createDirectories(settings.state());
    BusinessClock business = new BusinessClock();
    InstantSource clock = InstantSource.system();
    AtomicReference<StoryTeller> told = new AtomicReference<>();
    Journal journal =
        new Journal(
            settings.state().resolve("journal.jsonl"),
            clock,
            entry -> Optional.ofNullable(told.get()).ifPresent(t -> t.written(entry)));
    Office.Terms terms =
        new Office.Terms(
            business, clock, Integer.MAX_VALUE, null, settings.limit(), false, RetryPlan.FAST);
    Map<String, Office> offices = new LinkedHashMap<>();
    for (Seat seat : story.seats()) {
      Vendor vendor = vendors.apply(seat.tool());
      Map<String, String> secrets = new HashMap<>(vendor.secrets());
      secrets.putAll(settings.secrets().getOrDefault(seat.tool(), Map.of()));
      offices.put(seat.tool(), new Office(vendor, secrets, journal, terms));
    }
    StoryTeller teller = new StoryTeller(story, offices, settings, business, seed, out);
    teller.restore();
    told.set(teller);
    Office chat = offices.get("slack");
    if (chat != null) {
      chat.records().put("channels", chat.secret("channel"), Json.object("name", "operations"));
    }
    Faults faults = new Faults();
    List<Office> all = List.copyOf(offices.values());
    List<Api> apis = new ArrayList<>(all.stream().map(Office::api).toList());
    apis.addAll(control.apply(all, faults));
    apis.add(expected(story));
    SimulatorServer server = new SimulatorServer(settings.port(), apis, faults);
    int port = server.start();
    StoryRun run = new StoryRun(all, teller, server, port, URI.create(settings.publicUrl()), out);
    run.seat(story, settings, offices);
    return run;
  }

  private static Api expected(Story story) {
    return new Api("_expected", call -> Optional.empty())
        .on(
            "GET",
            "",
            call -> {
              String days = call.query("days", String.valueOf(story.days().size()));
              return days.matches("\\d{1,2}")
                  ? Answer.json(200, story.expected(Integer.parseInt(days)))
                  : Answer.of(400, "text/plain", "days: " + days + " (expected: a number)\n");
            });
  }

  private void seat(Story story, StorySettings settings, Map<String, Office> offices) {
    for (Seat seat : story.seats()) {
      Office office = Objects.requireNonNull(offices.get(seat.tool()));
      office.address("http://127.0.0.1:" + port + "/" + seat.tool());
      if (seat.tells()) {
        String secret = settings.urlSecrets().get(seat.tool());
        String url =
            settings.publicUrl()
                + "/webhooks/"
                + seat.connection()
                + (secret == null ? "" : "?secret=" + secret);
        waiting.put(office, office.subscription(url, null, Json.object()));
      }
    }
  }

  /**
   * Shakes hands with the receiver, tool by tool, until it answers; a tool whose handshake it will
   * not answer although it answers others' goes on without.
   */
  public void awaitReceiver() throws InterruptedException {
    awaitDoor();
    long end = System.nanoTime() + RECEIVER_PATIENCE.toNanos();
    Map<Office, String> wrong = new LinkedHashMap<>();
    int all = waiting.size();
    while (!waiting.isEmpty() && System.nanoTime() < end) {
      waiting
          .entrySet()
          .removeIf(
              entry -> {
                String problem = entry.getKey().subscribe(entry.getValue());
                wrong.put(entry.getKey(), problem == null ? "" : problem);
                return problem == null;
              });
      if (waiting.size() < all) {
        end = Math.min(end, System.nanoTime() + OTHERS_PATIENCE.toNanos());
      }
      if (!waiting.isEmpty()) {
        Thread.sleep(AGAIN);
      }
    }
    waiting.forEach(
        (office, subscription) -> {
          subscription.live(true);
          out.accept(office.name() + " goes on without its handshake: " + wrong.get(office));
        });
  }

  /** Where nobody listens yet, no handshake has failed. */
  private void awaitDoor() throws InterruptedException {
    HttpRequest knock = HttpRequest.newBuilder(door).timeout(OTHERS_PATIENCE).build();
    long end = System.nanoTime() + RECEIVER_PATIENCE.toNanos();
    try (HttpClient http = HttpClient.newHttpClient()) {
      while (System.nanoTime() < end) {
        try {
          http.send(knock, HttpResponse.BodyHandlers.discarding());
          return;
        } catch (IOException nobody) {
          Thread.sleep(AGAIN);
        }
      }
    }
  }

  public void play() throws InterruptedException {
    teller.play();
  }

  public int port() {
    return port;
  }

  @Override
  public void close() {
    offices.forEach(Office::close);
    server.close();
  }
}
