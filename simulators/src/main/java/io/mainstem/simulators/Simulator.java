package io.mainstem.simulators;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mainstem.simulators.api.Api;
import io.mainstem.simulators.api.Fault;
import io.mainstem.simulators.api.Faults;
import io.mainstem.simulators.api.Journal;
import io.mainstem.simulators.api.SimulatorServer;
import io.mainstem.simulators.json.Json;
import io.mainstem.simulators.vendor.Assertion;
import io.mainstem.simulators.vendor.Entry;
import io.mainstem.simulators.vendor.Letter;
import io.mainstem.simulators.vendor.Office;
import io.mainstem.simulators.vendor.Records;
import io.mainstem.simulators.vendor.Subscription;
import io.mainstem.simulators.vendor.Vendor;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One simulated vendor, served on a port of its own, and everything a test may do to it. */
public final class Simulator implements AutoCloseable {
  private final Office office;
  private final Faults faults;
  private final SimulatorServer server;
  private final int port;

  private Simulator(Office office, Faults faults, SimulatorServer server, int port) {
    this.office = office;
    this.faults = faults;
    this.server = server;
    this.port = port;
  }

  static Simulator start(Vendor vendor, SimulatorOptions options) {
    Map<String, String> secrets = new HashMap<>(vendor.secrets());
    if (vendor.signsAssertions()) {
      secrets.putAll(Assertion.keys());
    }
    secrets.putAll(options.secrets());
    Office office =
        new Office(
            vendor,
            secrets,
            new Journal(null, options.clock(), entry -> {}),
            new Office.Terms(
                options.clock(),
                options.clock(),
                options.pageSize(),
                options.tokenLife(),
                options.limit(),
                options.retryAfterAsDate(),
                options.retries()));
    for (String kind : office.records().kinds()) {
      office.records().seed(kind, options.recordsOf().getOrDefault(kind, options.records()));
    }
    Faults faults = new Faults();
    List<Api> apis = new ArrayList<>(List.of(office.api()));
    apis.addAll(new OfficeControl(List.of(office), faults).apis());
    SimulatorServer server = new SimulatorServer(options.port(), apis, faults, office.api());
    Simulator simulator = new Simulator(office, faults, server, server.start());
    office.address(simulator.base().toString());
    if (options.webhook() != null) {
      simulator.subscribe(options.webhook(), Json.object());
    }
    return simulator;
  }

  /** Where the vendor's own paths begin: {@code http://127.0.0.1:PORT/quickbooks}. */
  public URI base() {
    return URI.create("http://127.0.0.1:" + port + "/" + office.name());
  }

  /** The same without the tool's name, as if the vendor's host were this one. */
  public URI host() {
    return URI.create("http://127.0.0.1:" + port);
  }

  public int port() {
    return port;
  }

  /**
   * What a caller and a receiver need: {@code client_id}, {@code client_secret}, {@code
   * refresh_token}, {@code access_token}, {@code webhook_secret} and so on, as this vendor has
   * them.
   */
  public Map<String, String> secrets() {
    return office.secrets();
  }

  /** Kinds of record, and the records: change, delete or merge them, and the webhooks go out. */
  public Records records() {
    return office.records();
  }

  /** Enters the next invented record of a kind. */
  public Entry add(String kind) {
    return office.records().sample(kind);
  }

  /**
   * Subscribes an address and shakes hands with it, as the vendor does.
   *
   * @return what was wrong with its answers, or null
   */
  public @Nullable String subscribe(URI url, ObjectNode terms) {
    return office.subscribe(office.subscription(url.toString(), null, terms));
  }

  /** Subscriptions with their secrets: some vendors give every one its own. */
  public List<Subscription> subscriptions() {
    return office.subscriptions();
  }

  /** From now on webhooks are signed with this. */
  public void signWith(String secret) {
    office.subscriptions().forEach(subscription -> subscription.secret(secret));
  }

  /** Sends this, rightly signed, whatever it holds. */
  public void send(Letter letter) {
    office.tell(letter);
  }

  /** Holds webhooks back, so that several changes go out in one go, or newest first. */
  public void hold() {
    office.hold();
  }

  public void release(boolean newestFirst) {
    office.release(newestFirst);
  }

  /** Sends the last webhooks once more. */
  public void repeat(int count) {
    office.repeat(count);
  }

  /** Every access token given out so far is refused from now on. */
  public void expireTokens() {
    office.expireTokens();
  }

  public void befall(Fault fault) {
    faults.add(fault);
  }

  /** Every write that was asked for: applied, replayed or refused. */
  public List<ObjectNode> journal() {
    return office.journal().entries();
  }

  /** Every webhook sent, with attempts, last status and the receiver's receipt. */
  public List<ObjectNode> sent() {
    return office.sent();
  }

  /** Whether no webhook is under way. */
  public boolean idle() {
    return office.idle();
  }

  /** For a test that would rather speak HTTP: what {@code /_subscriptions} answers. */
  public JsonNode shownSubscriptions() {
    return office.shownSubscriptions();
  }

  @Override
  public void close() {
    office.close();
    server.close();
  }
}
