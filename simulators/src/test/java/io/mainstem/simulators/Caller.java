package io.mainstem.simulators;

import com.fasterxml.jackson.databind.JsonNode;
import io.mainstem.simulators.json.Json;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Calls a simulated vendor as a client would, with one set of headers. */
final class Caller {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final Simulator simulator;
  private String[] headers = {};

  Caller(Simulator simulator) {
    this.simulator = simulator;
  }

  Caller with(String... namesAndValues) {
    headers = namesAndValues;
    return this;
  }

  Caller bearer(String token) {
    return with("Authorization", "Bearer " + token);
  }

  /** Shows the client by Basic authentication and the refresh token; the access token, or "". */
  String refresh(String path, @Nullable String token) throws Exception {
    String client =
        simulator.secrets().get("client_id") + ":" + simulator.secrets().get("client_secret");
    String shown = token == null ? String.valueOf(simulator.secrets().get("refresh_token")) : token;
    JsonNode answer =
        with(
                "Authorization",
                "Basic "
                    + Base64.getEncoder().encodeToString(client.getBytes(StandardCharsets.UTF_8)),
                "Content-Type",
                "application/x-www-form-urlencoded")
            .json("POST", path, "grant_type=refresh_token&refresh_token=" + encoded(shown));
    bearer(answer.path("access_token").asText());
    return answer.path("refresh_token").asText();
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  HttpResponse<String> call(String method, String path, String body) throws Exception {
    String address = path.startsWith("http") ? path : simulator.base() + path;
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address))
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  JsonNode get(String path) throws Exception {
    return json("GET", path, "");
  }

  JsonNode json(String method, String path, String body) throws Exception {
    return Json.read(call(method, path, body).body()).orElse(Json.object());
  }
}
