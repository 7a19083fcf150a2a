package io.mainstem.commandcentre;

import io.mainstem.commandcentre.identity.Desk;
import io.mainstem.commandcentre.identity.KafkaDecisions;
import io.mainstem.commandcentre.quarantine.LiveMappings;
import io.mainstem.commandcentre.quarantine.SourceTopics;
import io.mainstem.commandcentre.quarantine.StandingCorrections;
import io.mainstem.commandcentre.quarantine.Workbench;
import io.mainstem.commandcentre.status.ServiceWatch;
import io.mainstem.commandcentre.status.StatusQueries;
import io.mainstem.commandcentre.store.ReportingStore;
import io.mainstem.commandcentre.store.StoreAwayException;
import io.mainstem.commandcentre.trace.Conflicts;
import io.mainstem.commandcentre.trace.Explainer;
import io.mainstem.commandcentre.trace.Tracer;
import io.mainstem.commandcentre.web.Business;
import io.mainstem.commandcentre.web.LiveFeed;
import io.mainstem.commandcentre.web.Site;
import io.mainstem.commandcentre.web.Truth;
import io.mainstem.connections.Authority;
import io.mainstem.runtime.avro.AvroSerdes;
import io.mainstem.runtime.avro.RegistryClient;
import io.mainstem.runtime.avro.RegistrySchemaIds;
import io.mainstem.runtime.health.HealthRegistry;
import io.mainstem.runtime.health.Metrics;
import io.mainstem.runtime.http.AdminHandler;
import io.mainstem.runtime.http.HttpServer;
import io.mainstem.runtime.kafka.KafkaClients;
import io.mainstem.runtime.service.Lifecycle;
import io.mainstem.runtime.service.Recurring;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import org.eclipse.jetty.server.Handler;

/** Builds the service. */
public final class Wiring {
  private static final String NAME = "command-centre";
  private static final Duration REGISTRY_LOOK = Duration.ofSeconds(3);

  private Wiring() {}

  /** Starts everything and returns the server, whose port is known by then. */
  public static HttpServer start(CommandCentreSettings settings, Lifecycle lifecycle) {
    Clock clock = Clock.systemUTC();
    HealthRegistry health = new HealthRegistry(clock);
    PrometheusMeterRegistry metrics = Metrics.create(NAME);

    ReportingStore store =
        lifecycle.manage(
            "reporting store",
            ReportingStore.open(
                settings.postgresUrl(),
                settings.postgresUser(),
                settings.postgresPassword(),
                health.component("reporting store")));
    StatusQueries status = new StatusQueries(store);
    lookOnce(status);
    Tracer tracer = new Tracer(store, status);
    ServiceWatch services =
        lifecycle.manage("service watch", ServiceWatch.start(settings.services()));
    LiveFeed live = LiveFeed.start(status, services, metrics);
    Business business = Business.read(settings.workspace());
    KafkaClients kafka = new KafkaClients(settings.kafka());
    AvroSerdes serdes = serdes(settings, health, lifecycle);
    Desk desk =
        new Desk(
            store,
            business.currency(),
            lifecycle.manage("decisions", new KafkaDecisions(kafka, serdes)),
            clock);
    Workbench workbench =
        new Workbench(
            store,
            new LiveMappings(settings.workspace(), System::getenv),
            lifecycle.manage("source topics", new SourceTopics(kafka, serdes)),
            clock);
    lifecycle.manage("standing corrections", StandingCorrections.start(workbench));
    Truth truth =
        new Truth(
            new Conflicts(store), new Explainer(store, authority(settings.workspace(), business)));

    HttpServer server =
        lifecycle.manage(
            "server",
            HttpServer.start(
                HttpServer.Options.blocking(NAME, settings.host(), settings.port()),
                new Handler.Sequence(
                    new AdminHandler(NAME, health, metrics),
                    new Site(
                        status, tracer, truth, desk, workbench, services, live, business, clock))));
    // Closed before the server, so that no open stream holds up its stop.
    lifecycle.manage("live feed", live);
    return server;
  }

  private static AvroSerdes serdes(
      CommandCentreSettings settings, HealthRegistry health, Lifecycle lifecycle) {
    RegistrySchemaIds ids =
        new RegistrySchemaIds(
            new RegistryClient(settings.registry()),
            settings.state(),
            health.component("registry"));
    lifecycle.manage("registry watch", Recurring.start("registry-watch", REGISTRY_LOOK, ids::look));
    return new AvroSerdes(ids);
  }

  /**
   * The file alone: what is wrong in it the services that decide by it have said. Days are compared
   * by name here, so no time zone matters.
   */
  private static Authority authority(Path workspace, Business business) {
    return Authority.read(workspace, business.connections(), ZoneOffset.UTC, new ArrayList<>());
  }

  /** So that health speaks of the store before the first visitor does. */
  private static void lookOnce(StatusQueries status) {
    try {
      status.openCounts();
    } catch (StoreAwayException away) {
      // The store's health component says so.
    }
  }
}
