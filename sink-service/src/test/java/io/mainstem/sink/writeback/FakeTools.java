package io.mainstem.sink.writeback;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** Just enough of Xero and Slack, with faults on demand. It does not know idempotency keys. */
final class FakeTools implements AutoCloseable {
  /** What happens to the next write of an invoice or message. */
  enum Fault {
    APPLIED_WITHOUT_ANSWER,
    TOO_MANY,
    REFUSED,
    APPLIED_BUT_500
  }

  private static final ObjectMapper JSON = new ObjectMapper();

  final Queue<Fault> faults = new ConcurrentLinkedQueue<>();
  final List<JsonNode> invoices = new CopyOnWriteArrayList<>();
  final List<JsonNode> contacts = new CopyOnWriteArrayList<>();
  final List<JsonNode> messages = new CopyOnWriteArrayList<>();
  final List<String> calls = new CopyOnWriteArrayList<>();
  final List<String> traceParents = new CopyOnWriteArrayList<>();
  private final Map<String, JsonNode> invoicesById = new ConcurrentHashMap<>();
  private final HttpServer server;

  FakeTools() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::handle);
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  Map<String, String> environment() {
    String base = "http://127.0.0.1:" + port();
    return Map.of("XERO_API", base + "/xero", "SLACK_API", base + "/slack");
  }

  private void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    calls.add(exchange.getRequestMethod() + " " + path);
    traceParents.add(String.valueOf(exchange.getRequestHeaders().getFirst("traceparent")));
    byte[] body = exchange.getRequestBody().readAllBytes();
    switch (exchange.getRequestMethod() + " " + path) {
      case "PUT /xero/api.xro/2.0/Invoices" -> write(exchange, () -> invoice(body));
      case "PUT /xero/api.xro/2.0/Contacts" ->
          answer(exchange, 200, list("Contacts", contact(body)));
      case "GET /xero/api.xro/2.0/Invoices" ->
          answer(exchange, 200, list("Invoices", found(exchange, invoices, "Reference")));
      case "GET /xero/api.xro/2.0/Contacts" ->
          answer(exchange, 200, list("Contacts", found(exchange, contacts, "EmailAddress")));
      case "GET /slack/api/conversations.history" -> answer(exchange, 200, history());
      case "POST /slack/api/chat.postMessage" -> write(exchange, () -> message(body));
      default -> {
        JsonNode invoice = invoicesById.get(path.substring(path.lastIndexOf('/') + 1));
        answer(exchange, invoice == null ? 404 : 200, list("Invoices", invoice));
      }
    }
  }

  private interface Effect {
    JsonNode apply() throws IOException;
  }

  private void write(HttpExchange exchange, Effect effect) throws IOException {
    switch (faults.poll()) {
      case null -> answer(exchange, 200, effect.apply());
      case APPLIED_WITHOUT_ANSWER -> {
        effect.apply();
        exchange.close();
      }
      case APPLIED_BUT_500 -> {
        effect.apply();
        answer(exchange, 500, JSON.createObjectNode());
      }
      case TOO_MANY -> {
        exchange.getResponseHeaders().add("Retry-After", "1");
        answer(exchange, 429, JSON.createObjectNode());
      }
      case REFUSED ->
          answer(
              exchange,
              exchange.getRequestURI().getPath().startsWith("/slack") ? 200 : 400,
              JSON.createObjectNode().put("ok", false).put("error", "channel_not_found"));
    }
  }

  private JsonNode invoice(byte[] body) throws IOException {
    ObjectNode invoice = (ObjectNode) JSON.readTree(body).at("/Invoices/0");
    String id = UUID.randomUUID().toString();
    BigDecimal net = BigDecimal.ZERO;
    for (JsonNode line : invoice.path("LineItems")) {
      net =
          net.add(
              line.path("UnitAmount")
                  .decimalValue()
                  .multiply(line.path("Quantity").decimalValue()));
    }
    invoice
        .put("InvoiceID", id)
        .put("SubTotal", net)
        .put("TotalTax", 0)
        .put("Total", net)
        .put("AmountDue", net)
        .put("AmountPaid", 0)
        .put("UpdatedDateUTC", "/Date(1772550000000+0000)/");
    invoices.add(invoice);
    invoicesById.put(id, invoice);
    return list("Invoices", invoice);
  }

  private JsonNode contact(byte[] body) throws IOException {
    ObjectNode contact = (ObjectNode) JSON.readTree(body).at("/Contacts/0");
    contact.put("ContactID", UUID.randomUUID().toString());
    contacts.add(contact);
    return contact;
  }

  private JsonNode message(byte[] body) throws IOException {
    ObjectNode message = (ObjectNode) JSON.readTree(body);
    message.put("ts", "1772550000.000" + messages.size());
    messages.add(message);
    return JSON.createObjectNode()
        .put("ok", true)
        .put("ts", message.path("ts").asText())
        .put("channel", "C");
  }

  private JsonNode history() {
    ObjectNode history = JSON.createObjectNode().put("ok", true);
    history.putArray("messages").addAll(messages);
    return history;
  }

  /** Understands {@code where=Field=="value"} and nothing else. */
  private static @Nullable JsonNode found(
      HttpExchange exchange, List<JsonNode> records, String field) {
    String query = exchange.getRequestURI().getRawQuery();
    String where = URLDecoder.decode(query.replaceFirst("^.*where=", ""), StandardCharsets.UTF_8);
    return records.stream()
        .filter(record -> where.equals(field + "==\"" + record.path(field).asText() + "\""))
        .findFirst()
        .orElse(null);
  }

  private static JsonNode list(String name, @Nullable JsonNode record) {
    ObjectNode envelope = JSON.createObjectNode();
    ArrayNode records = envelope.putArray(name);
    if (record != null) {
      records.add(record);
    }
    return envelope;
  }

  private static void answer(HttpExchange exchange, int status, JsonNode body) throws IOException {
    byte[] bytes = JSON.writeValueAsBytes(body);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
