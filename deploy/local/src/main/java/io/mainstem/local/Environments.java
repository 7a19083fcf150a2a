package io.mainstem.local;

import io.mainstem.backbone.Backbone;
import io.mainstem.backbone.Postgres;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The environment each process is configured by, the same names as anywhere else. */
record Environments(
    Backbone backbone,
    LocalPorts ports,
    Path workspace,
    Path data,
    Path stateKey,
    Map<String, String> business) {

  Map<String, String> of(ServiceKind kind) {
    Map<String, String> environment = common();
    environment.put("MAINSTEM_STATE", data.resolve("state").resolve(kind.title()).toString());
    environment.put("MAINSTEM_ADMIN_PORT", Integer.toString(kind.healthPort(ports)));
    if (kind == ServiceKind.INGEST || kind == ServiceKind.COMMAND_CENTRE) {
      environment.put("MAINSTEM_PORT", Integer.toString(kind.port(ports)));
    }
    if (kind == ServiceKind.INGEST || kind == ServiceKind.SINK) {
      environment.put("MAINSTEM_STATE_KEY_FILE", stateKey.toString());
    }
    return environment;
  }

  Map<String, String> ofSimulators(Layout layout) {
    Map<String, String> environment = common();
    environment.putAll(DemoBusiness.ofSimulators(layout, workspace, backbone.postgres()));
    environment.put("MAINSTEM_STATE", data.resolve("state/simulators").toString());
    environment.put("MAINSTEM_PORT", Integer.toString(ports.simulators()));
    return environment;
  }

  private Map<String, String> common() {
    Postgres postgres = backbone.postgres();
    Map<String, String> environment = new HashMap<>(business);
    environment.put("MAINSTEM_KAFKA", backbone.broker().bootstrapServers());
    environment.put("MAINSTEM_REGISTRY", backbone.registry().address().toString());
    environment.put("MAINSTEM_POSTGRES", postgres.jdbcUrl(Postgres.DATABASE));
    environment.put("MAINSTEM_POSTGRES_USER", postgres.user());
    environment.put("MAINSTEM_POSTGRES_PASSWORD", postgres.password());
    environment.put("MAINSTEM_WORKSPACE", workspace.toString());
    environment.put("MAINSTEM_PUBLIC_URL", "http://127.0.0.1:" + ports.ingest());
    environment.put("MAINSTEM_OUTBOUND_ALLOW", "127.0.0.1:" + ports.simulators());
    return environment;
  }
}
