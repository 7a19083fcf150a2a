package io.mainstem.simulators;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.mainstem.simulators.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The simulators, and a receiver that checks every signature with code of its own. */
final class SimulatorRun implements AutoCloseable {
  private static final Map<String, String> KEYS =
      Map.of("crm", "hub-secret", "accounting", "xero-key", "pos", "square-key");

  final List<JsonNode> received = new CopyOnWriteArrayList<>();
  final List<String> story = new CopyOnWriteArrayList<>();
  final AtomicInteger refuseNext = new AtomicInteger();
  final AtomicInteger badlySigned = new AtomicInteger();
  private final HttpServer receiver;
  private final HttpClient http = HttpClient.newHttpClient();
  private final String publicUrl;
  final Wiring wiring;

  SimulatorRun(Path state, int days, Map<String, String> more) throws Exception {
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
    receiver.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    publicUrl = "http://127.0.0.1:" + receiver.getAddress().getPort();
    receiver.createContext("/webhooks/", this::receive);
    receiver.start();
    Map<String, String> environment = new HashMap<>(environment());
    environment.put("MAINSTEM_PUBLIC_URL", publicUrl);
    environment.put("MAINSTEM_STATE", state.toString());
    environment.put("SIM_DAYS", String.valueOf(days));
    environment.putAll(more);
    wiring = Wiring.open(SimulatorConfig.of(environment), InstantSource.system(), story::add);
  }

  static Map<String, String> environment() {
    return Map.ofEntries(
        Map.entry("MAINSTEM_PORT", "0"),
        Map.entry("HUBSPOT_CLIENT_SECRET", "hub-secret"),
        Map.entry("HUBSPOT_ACCESS_TOKEN", "hub-token"),
        Map.entry("XERO_WEBHOOK_KEY", "xero-key"),
        Map.entry("XERO_ACCESS_TOKEN", "xero-token"),
        Map.entry("XERO_TENANT_ID", "11111111-2222-3333-4444-555555555555"),
        Map.entry("SQUARE_SIGNATURE_KEY", "square-key"),
        Map.entry("SQUARE_ACCESS_TOKEN", "square-token"),
        Map.entry("SLACK_BOT_TOKEN", "xoxb-token"),
        Map.entry("SLACK_CHANNEL", "#operations"),
        Map.entry("SIM_RATE", "5000"),
        Map.entry("SIM_SECONDS_PER_DAY", "0.2"),
        Map.entry("SIM_LIMIT_XERO", "1000/1s"));
  }

  private void receive(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String connection = path.substring(path.lastIndexOf('/') + 1);
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String key = KEYS.getOrDefault(connection, "?");
    String signature =
        switch (connection) {
          case "crm" ->
              hmac(
                  key,
                  "POST"
                      + publicUrl
                      + path
                      + body
                      + header(exchange, "X-HubSpot-Request-Timestamp"));
          case "accounting" -> hmac(key, body);
          default -> hmac(key, publicUrl + path + body);
        };
    String given =
        switch (connection) {
          case "crm" -> header(exchange, "X-HubSpot-Signature-v3");
          case "accounting" -> header(exchange, "x-xero-signature");
          default -> header(exchange, "x-square-hmacsha256-signature");
        };
    boolean good = signature.equals(given);
    boolean refuse =
        good && connection.equals("pos") && refuseNext.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
    if (!good) {
      badlySigned.incrementAndGet();
    } else if (!refuse) {
      received.add(
          Json.object(
              "connection",
              connection,
              "json",
              Json.read(body).orElse(Json.object()),
              "body",
              body));
    }
    exchange.getResponseHeaders().add("Mainstem-Receipt", "receipt-" + received.size());
    exchange.sendResponseHeaders(good ? (refuse ? 503 : 200) : 401, -1);
    exchange.close();
  }

  private static String header(HttpExchange exchange, String name) {
    String value = exchange.getRequestHeaders().getFirst(name);
    return value == null ? "" : value;
  }

  private static String hmac(String key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  List<JsonNode> received(String connection) {
    return received.stream().filter(r -> r.path("connection").asText().equals(connection)).toList();
  }

  HttpResponse<String> call(String method, String path, String body, String... headers)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + wiring.port() + path))
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  JsonNode json(HttpResponse<String> answer) {
    return Json.read(answer.body()).orElseThrow(() -> new AssertionError(answer.body()));
  }

  @Override
  public void close() {
    wiring.close();
    receiver.stop(0);
    http.close();
  }
}
