package io.mainstem.simulators;

import io.mainstem.simulators.SimulatorConfig.Limits;
import io.mainstem.simulators.api.Api;
import io.mainstem.simulators.api.Description;
import io.mainstem.simulators.api.FaultDesk;
import io.mainstem.simulators.api.Faults;
import io.mainstem.simulators.api.Journal;
import io.mainstem.simulators.api.RateLimit;
import io.mainstem.simulators.api.Shelves;
import io.mainstem.simulators.api.SimulatorServer;
import io.mainstem.simulators.business.Business;
import io.mainstem.simulators.hubspot.HubSpotApi;
import io.mainstem.simulators.play.BusinessClock;
import io.mainstem.simulators.play.Director;
import io.mainstem.simulators.play.Mailroom;
import io.mainstem.simulators.rota.RotaDatabase;
import io.mainstem.simulators.slack.SlackApi;
import io.mainstem.simulators.square.SquareApi;
import io.mainstem.simulators.timeline.Timeline;
import io.mainstem.simulators.timeline.Tool;
import io.mainstem.simulators.webhook.Courier;
import io.mainstem.simulators.webhook.Pace;
import io.mainstem.simulators.webhook.RetryPlan;
import io.mainstem.simulators.webhook.SentLog;
import io.mainstem.simulators.webhook.Signatures;
import io.mainstem.simulators.xero.XeroApi;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** Puts the simulators together. Start with {@link #open}; then {@link #play} tells the story. */
public final class Wiring implements AutoCloseable {
  private static final Duration RECEIVER_PATIENCE = Duration.ofMinutes(10);

  private final SimulatorServer server;
  private final Courier courier;
  private final Director director;
  private final Optional<RotaDatabase> rota;
  private final Thread handshake;
  private final int port;

  private Wiring(
      SimulatorServer server,
      int port,
      Courier courier,
      Director director,
      Optional<RotaDatabase> rota) {
    this.server = server;
    this.port = port;
    this.courier = courier;
    this.director = director;
    this.rota = rota;
    this.handshake = Thread.ofVirtual().name("handshake").start(this::shakeHands);
  }

  /** Restores the tools, opens the rota database and serves the APIs. */
  public static Wiring open(SimulatorConfig config, InstantSource clock, Consumer<String> story)
      throws IOException, SQLException {
    Files.createDirectories(config.state());
    Timeline timeline = new Timeline(Business.of(config.seed()));
    BusinessClock businessTime = new BusinessClock();
    AtomicReference<Director> teller = new AtomicReference<>();
    Journal journal =
        new Journal(
            config.state().resolve("journal.jsonl"),
            clock,
            entry -> Optional.ofNullable(teller.get()).ifPresent(d -> d.written(entry)));
    SentLog sent = new SentLog(config.state().resolve("sent.jsonl"));
    Signatures signatures =
        new Signatures(config.hubspotSecret(), config.xeroKey(), config.squareKey());
    Courier courier =
        new Courier(
            config.publicUrl(), signatures, sent, new Pace(config.rate()), RetryPlan.FAST, clock);
    String base =
        config.xeroApi() == null ? "http://127.0.0.1:" + config.port() + "/xero" : config.xeroApi();
    String resources = base.endsWith("/api.xro/2.0") ? base : base + "/api.xro/2.0";
    String run = "sim-" + Long.toString(clock.millis(), 36);
    Mailroom mailroom = new Mailroom(courier, resources, config.xeroTenant(), run);

    Shelves crm = new Shelves();
    Shelves books = new Shelves();
    Shelves tills = new Shelves();
    HubSpotApi hubspot = hubspot(config, crm, journal, businessTime, mailroom, clock);
    XeroApi xero = xero(config, books, journal, businessTime, mailroom, clock);
    SquareApi square =
        new SquareApi(config.squareToken().value(), tills, limit(config.limits().square(), clock));
    SlackApi slack =
        new SlackApi(
            config.slackToken().value(),
            Set.of(config.slackChannel()),
            journal,
            clock,
            () -> limit(config.limits().slack(), clock));

    Optional<RotaDatabase> rota =
        config.rota().isPresent()
            ? Optional.of(RotaDatabase.open(config.rota().get()))
            : Optional.empty();
    Director director =
        new Director(
            timeline,
            Map.of(Tool.HUBSPOT, crm, Tool.XERO, books, Tool.SQUARE, tills),
            mailroom,
            courier,
            rota,
            businessTime,
            config.state(),
            config.days(),
            config.dayTakes(),
            story);
    director.restore();
    hubspot.restore();
    xero.restore();
    teller.set(director);

    Faults faults = new Faults();
    List<Api> apis = new ArrayList<>(List.of(hubspot.api(), xero.api(), square.api(), slack.api()));
    apis.addAll(new ControlApis(journal, sent, new FaultDesk(faults), config).apis());
    SimulatorServer server = new SimulatorServer(config.port(), apis, faults);
    int port = server.start();
    return new Wiring(server, port, courier, director, rota);
  }

  private static HubSpotApi hubspot(
      SimulatorConfig config,
      Shelves crm,
      Journal journal,
      InstantSource businessTime,
      Mailroom mailroom,
      InstantSource clock) {
    Limits limits = config.limits();
    return new HubSpotApi(
        config.hubspotToken().value(),
        config.seed(),
        crm,
        limit(limits.hubspot(), clock),
        limit(limits.hubspotSearch(), clock),
        journal,
        businessTime,
        Description.of(config.specs(), "hubspot-deals.json", "hubspot"),
        mailroom);
  }

  private static XeroApi xero(
      SimulatorConfig config,
      Shelves books,
      Journal journal,
      InstantSource businessTime,
      Mailroom mailroom,
      InstantSource clock) {
    return new XeroApi(
        config.xeroToken().value(),
        config.xeroTenant(),
        books,
        limit(config.limits().xero(), clock),
        journal,
        businessTime,
        Description.of(config.specs(), "xero-accounting.yaml", "xero"),
        mailroom);
  }

  private static RateLimit limit(String text, InstantSource clock) {
    return RateLimit.parse(text, clock);
  }

  private void shakeHands() {
    try {
      courier.handshake().perform();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  public int port() {
    return port;
  }

  /**
   * Waits until somebody receives webhooks rightly, so that the story does not begin to deaf ears.
   */
  public void awaitReceiver() throws InterruptedException {
    if (!courier.handshake().awaitDone(RECEIVER_PATIENCE)) {
      throw new IllegalStateException(
          "nobody receives webhooks; accounting's handshake: " + courier.handshake().lastAnswers());
    }
  }

  /** Plays the story to its end; the APIs stay open after it. */
  public void play() throws InterruptedException, SQLException {
    director.play();
  }

  @Override
  public void close() {
    handshake.interrupt();
    courier.close();
    server.close();
    rota.ifPresent(
        database -> {
          try {
            database.close();
          } catch (SQLException alreadyGone) {
            throw new IllegalStateException("the rota database did not close", alreadyGone);
          }
        });
  }
}
