package io.mainstem.ingest.webhook;

import io.mainstem.connections.Connection;
import io.mainstem.connections.door.Admission;
import io.mainstem.connections.http.AccessToken;
import io.mainstem.connections.http.HttpCall;
import io.mainstem.connections.http.Requests;
import io.mainstem.runtime.outbound.OutboundClient;
import io.mainstem.runtime.outbound.OutboundException;
import io.mainstem.runtime.outbound.OutboundRequest;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls that make a handshake valid, made after it was answered. A vendor that is not confirmed
 * asks again, and the same secret is welcome again: so a few tries are enough.
 */
public final class Confirmations {
  static final int TRIES = 5;

  private static final Logger log = LoggerFactory.getLogger(Confirmations.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final int CLIENT_ERROR = 400;
  private static final int TOO_MANY = 429;
  private static final int SERVER_ERROR = 500;

  private final Connection connection;
  private final OutboundClient outbound;
  private final Supplier<AccessToken> tokens;

  public Confirmations(
      Connection connection, OutboundClient outbound, Supplier<AccessToken> tokens) {
    this.connection = connection;
    this.outbound = outbound;
    this.tokens = tokens;
  }

  void start(Admission.Confirm confirm) {
    Thread.ofVirtual().name("confirm " + connection.name()).start(() -> run(confirm));
  }

  private void run(Admission.Confirm confirm) {
    Duration pause = FIRST_PAUSE;
    for (int tries = 1; tries <= TRIES; tries++) {
      try {
        int status = outbound.send(request(confirm)).status();
        boolean again = status == TOO_MANY || status >= SERVER_ERROR;
        if (!again) {
          log.atInfo()
              .addKeyValue("connection", connection.name())
              .addKeyValue("status", status)
              .log(status < CLIENT_ERROR ? "handshake confirmed" : "handshake not confirmed");
          return;
        }
      } catch (OutboundException | IllegalArgumentException e) {
        log.atWarn()
            .addKeyValue("connection", connection.name())
            .addKeyValue("cause", e.getClass().getSimpleName())
            .log("handshake could not be confirmed, trying again");
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
      pause(pause);
      pause = pause.multipliedBy(2);
    }
    log.atError().addKeyValue("connection", connection.name()).log("handshake not confirmed");
  }

  private static void pause(Duration pause) {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The handshake's own headers win over the API's. */
  private OutboundRequest request(Admission.Confirm confirm) {
    Requests requests = Requests.of(connection, tokens);
    HttpCall call =
        requests.call(
            confirm.method(), requests.text(confirm.path()), Map.of(), Map.of(), confirm.body());
    Map<String, String> headers = new HashMap<>(call.headers());
    confirm.headers().forEach((name, template) -> headers.put(name, requests.text(template)));
    return new OutboundRequest(
        call.method(), call.uri(), headers, call.body().toArray(), OutboundRequest.DEFAULT_TIMEOUT);
  }
}
