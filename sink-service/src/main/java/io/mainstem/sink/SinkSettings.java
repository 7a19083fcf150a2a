package io.mainstem.sink;

import io.mainstem.runtime.config.HostPort;
import io.mainstem.runtime.config.Secret;
import io.mainstem.runtime.config.Settings;
import io.mainstem.runtime.service.ServiceSettings;
import io.mainstem.runtime.state.StateKey;
import io.mainstem.sink.balance.BalanceWatch;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * The service's environment.
 *
 * @param service {@code MAINSTEM_KAFKA MAINSTEM_REGISTRY MAINSTEM_STATE MAINSTEM_ADMIN_PORT}
 * @param postgresUrl {@code MAINSTEM_POSTGRES}: JDBC address of the reporting store
 * @param workspace {@code MAINSTEM_WORKSPACE}: the business's folder
 * @param outboundAllow {@code MAINSTEM_OUTBOUND_ALLOW}: addresses exempt from the private-network
 *     block
 * @param stateKey what unseals access tokens; without it tools that give them are not written to
 * @param balanceLimit {@code MAINSTEM_BALANCE_LIMIT}: how long a record may be without an outcome
 *     before an insight says so, e.g. {@code PT5M}
 * @param collector {@code OTEL_EXPORTER_OTLP_ENDPOINT}: where spans are sent; empty sends none
 */
record SinkSettings(
    ServiceSettings service,
    String postgresUrl,
    String postgresUser,
    Secret postgresPassword,
    Path workspace,
    Set<HostPort> outboundAllow,
    Optional<StateKey> stateKey,
    Duration balanceLimit,
    String collector) {

  static SinkSettings read(Settings settings) {
    SinkSettings read =
        new SinkSettings(
            ServiceSettings.read(settings),
            settings.postgresUrl("MAINSTEM_POSTGRES"),
            settings.text("MAINSTEM_POSTGRES_USER", "a database user"),
            settings.secret("MAINSTEM_POSTGRES_PASSWORD"),
            settings.folder("MAINSTEM_WORKSPACE"),
            settings.hostPorts("MAINSTEM_OUTBOUND_ALLOW"),
            StateKey.read(settings),
            settings.durationOr("MAINSTEM_BALANCE_LIMIT", BalanceWatch.LIMIT),
            settings.textOr("OTEL_EXPORTER_OTLP_ENDPOINT", ""));
    settings.check();
    return read;
  }
}
