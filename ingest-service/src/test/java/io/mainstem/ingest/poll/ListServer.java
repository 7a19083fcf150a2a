package io.mainstem.ingest.poll;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A tool with a list of numbered records, two a page, behind access tokens whose refresh tokens
 * rotate: only the newest one is accepted.
 */
final class ListServer implements AutoCloseable {
  static final int PAGE = 2;

  private static final Pattern OFFSET = Pattern.compile("offset=([0-9]+)");

  private final HttpServer server;
  private final AtomicInteger tokens = new AtomicInteger();
  final List<Integer> pages = new CopyOnWriteArrayList<>();
  final List<String> refreshes = new CopyOnWriteArrayList<>();
  volatile int records = 20;
  volatile int answersUntilOffset = Integer.MAX_VALUE;
  volatile boolean wantsToken;
  volatile String refresh = "first";
  volatile String access = "";
  volatile Runnable whenUsed = () -> {};

  ListServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/items", this::list);
    server.createContext("/token", this::token);
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  private void list(HttpExchange exchange) throws IOException {
    String sent = exchange.getRequestHeaders().getFirst("Authorization");
    if (wantsToken && !("Bearer " + access).equals(sent)) {
      answer(exchange, 401, "{}");
      return;
    }
    whenUsed.run();
    Matcher matcher = OFFSET.matcher(exchange.getRequestURI().getQuery());
    int offset = matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
    if (offset >= answersUntilOffset) {
      answer(exchange, 503, "{}");
      return;
    }
    pages.add(offset);
    answer(
        exchange,
        200,
        IntStream.range(offset, Math.min(records, offset + PAGE))
            .mapToObj("{\"id\":\"%d\",\"updated\":\"2026-03-02T09:00:00Z\"}"::formatted)
            .collect(Collectors.joining(",", "{\"items\":[", "]}")));
  }

  private synchronized void token(HttpExchange exchange) throws IOException {
    String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String given = form.replaceAll(".*refresh_token=([^&]*)&.*", "$1");
    refreshes.add(given);
    if (!given.equals(refresh)) {
      answer(exchange, 400, "{\"error\":\"invalid_grant\"}");
      return;
    }
    int number = tokens.incrementAndGet();
    refresh = "refresh" + number;
    access = "access" + number;
    answer(
        exchange,
        200,
        "{\"access_token\":\"%s\",\"refresh_token\":\"%s\",\"expires_in\":3600}"
            .formatted(access, refresh));
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
