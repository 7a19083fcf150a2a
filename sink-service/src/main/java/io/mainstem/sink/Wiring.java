package io.mainstem.sink;

import com.zaxxer.hikari.HikariDataSource;
import io.mainstem.connections.Workspace;
import io.mainstem.runtime.outbound.OutboundClient;
import io.mainstem.runtime.service.Foundation;
import io.mainstem.runtime.service.Lifecycle;
import io.mainstem.runtime.service.Recurring;
import io.mainstem.runtime.state.ConnectionStates;
import io.mainstem.runtime.trace.OtlpSpans;
import io.mainstem.runtime.trace.Spans;
import io.mainstem.schemas.TopicCatalogue;
import io.mainstem.sink.balance.BalanceWatch;
import io.mainstem.sink.reporting.ConflictMeter;
import io.mainstem.sink.reporting.QuarantineClosing;
import io.mainstem.sink.reporting.Reporting;
import io.mainstem.sink.reporting.Store;
import io.mainstem.sink.writeback.AccessTokens;
import io.mainstem.sink.writeback.WriteBack;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** Builds the service. */
final class Wiring {
  private static final String NAME = "sink-service";
  private static final Duration QUARANTINE_SWEEP = Duration.ofMinutes(1);

  private Wiring() {}

  static void start(SinkSettings settings, Lifecycle lifecycle) throws Exception {
    Clock clock = Clock.systemUTC();
    Workspace workspace = Workspace.load(settings.workspace(), System::getenv);
    Foundation foundation = Foundation.start(NAME, settings.service(), clock, lifecycle);

    HikariDataSource database =
        lifecycle.manage(
            "reporting store",
            Store.open(
                settings.postgresUrl(), settings.postgresUser(), settings.postgresPassword()));
    Store.migrate(database, foundation.health().component("reporting store"));
    Spans spans =
        settings.collector().isEmpty()
            ? Spans.OFF
            : lifecycle.manage(
                "spans", OtlpSpans.start(URI.create(settings.collector()), foundation.metrics()));
    Reporting.Parts parts =
        new Reporting.Parts(
            foundation.kafka(),
            foundation.serdes(),
            database,
            foundation.health(),
            foundation.metrics(),
            clock,
            spans);
    Reporting reporting =
        lifecycle.manage(
            "reporting",
            Reporting.start(
                parts,
                workspace.connections().keySet(),
                failure -> lifecycle.fail("a reporting lane ended", failure)));

    lifecycle.manage(
        "balance watch",
        BalanceWatch.start(
            database,
            settings.balanceLimit(),
            foundation.metrics(),
            reporting::ledgerCaughtUp,
            clock));
    lifecycle.manage(
        "quarantine sweep",
        Recurring.start(
            "quarantine-sweep", QUARANTINE_SWEEP, () -> QuarantineClosing.sweep(database)));
    lifecycle.manage("conflict meter", ConflictMeter.start(database, foundation.metrics()));

    foundation.schemaIds().warmUp(TopicCatalogue.fixed());
    ConnectionStates states =
        lifecycle.manage(
            "connection states",
            ConnectionStates.start(
                foundation.kafka(),
                foundation.serdes(),
                settings.stateKey().orElse(null),
                clock,
                NAME));
    OutboundClient http =
        lifecycle.manage("outbound calls", OutboundClient.start(settings.outboundAllow()));
    lifecycle.manage(
        "write-back",
        WriteBack.start(
            parts,
            workspace,
            AccessTokens.in(states),
            http,
            RandomGenerator.getDefault(),
            reporting::actionsCaughtUp,
            failure -> lifecycle.fail("the flows lane ended", failure)));
  }
}
