package io.mainstem.sink;

import com.zaxxer.hikari.HikariDataSource;
import io.mainstem.connections.Workspace;
import io.mainstem.runtime.service.Foundation;
import io.mainstem.runtime.service.Lifecycle;
import io.mainstem.sink.reporting.Reporting;
import io.mainstem.sink.reporting.Store;
import java.time.Clock;

/** Builds the service. */
final class Wiring {
  private static final String NAME = "sink-service";

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
    lifecycle.manage(
        "reporting",
        Reporting.start(
            new Reporting.Parts(
                foundation.kafka(),
                foundation.serdes(),
                database,
                foundation.health(),
                foundation.metrics(),
                clock),
            workspace.connections().keySet(),
            failure -> lifecycle.fail("a reporting lane ended", failure)));
  }
}
