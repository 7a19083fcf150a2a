package io.mainstem.ingest.webhook;

import io.mainstem.ingest.event.Trace;
import io.mainstem.ingest.spool.Keeper;
import io.mainstem.runtime.trace.TraceParent;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * {@code /webhooks/{connection}}, or below it, any method: the tool file knows which its handshake
 * needs. Every answer carries a receipt by which the delivery can be found again.
 */
public final class WebhookHandler extends Handler.Abstract {

  /** Header of every answer: the delivery's id. */
  public static final String RECEIPT = "Mainstem-Receipt";

  private static final String PREFIX = "/webhooks/";

  private final Map<String, Gate> gates;
  private final Keeper keeper;
  private final InstantSource clock;
  private final Supplier<UUID> receipts;
  private final WebhookMeters meters;

  public WebhookHandler(
      Map<String, Gate> gates,
      Keeper keeper,
      InstantSource clock,
      Supplier<UUID> receipts,
      MeterRegistry registry) {
    this.gates = Map.copyOf(gates);
    this.keeper = keeper;
    this.clock = clock;
    this.receipts = receipts;
    this.meters = new WebhookMeters(registry);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    String path = Request.getPathInContext(request);
    if (!path.startsWith(PREFIX)) {
      return false;
    }
    UUID receipt = receipts.get();
    String rest = path.substring(PREFIX.length());
    int slash = rest.indexOf('/');
    String tail = slash < 0 ? "" : rest.substring(slash + 1);
    Visitor visitor = new Visitor(request, response, callback, receipt, tail);
    Gate gate = gates.get(slash < 0 ? rest : rest.substring(0, slash));
    if (gate == null) {
      AnswerCode unknown = AnswerCode.UNKNOWN_CONNECTION;
      meters.answered("unknown", unknown, unknown.status());
      visitor.turnAway(unknown);
    } else {
      Trace trace = Trace.of(header(request, TraceParent.HEADER), receipt);
      new Visit(gate, visitor, trace, keeper, clock, meters).begin();
    }
    return true;
  }

  private static @Nullable String header(Request request, String name) {
    return request.getHeaders().get(name);
  }
}
