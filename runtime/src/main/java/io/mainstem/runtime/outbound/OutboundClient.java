package io.mainstem.runtime.outbound;

import io.mainstem.runtime.config.HostPort;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.client.BufferingResponseListener;
import org.eclipse.jetty.client.BytesRequestContent;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.http.HttpField;
import org.jspecify.annotations.Nullable;

/**
 * Calls addresses that a person or a vendor chose. Every new connection resolves the name once,
 * refuses the call if any address lies in {@link BlockedNetworks}, and connects to the addresses
 * that were checked: a name that changes its mind between check and connection gains nothing. A
 * connection that is kept for the next call stays on its checked address. Redirects are never
 * followed, cookies never kept, answers capped, every exchange has a deadline. Pairs of host and
 * port given as exempt are not checked: tests and demos call this machine.
 */
public final class OutboundClient implements AutoCloseable {
  /** A longer answer fails the call. */
  public static final int MAX_ANSWER_BYTES = 1024 * 1024;

  public static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  public static final int MAX_CONNECTIONS_PER_TARGET = 16;
  public static final int MAX_WAITING_PER_TARGET = 256;

  private final HttpClient http;

  private OutboundClient(HttpClient http) {
    this.http = http;
  }

  /**
   * Starts a client; share one.
   *
   * @param exempt from the check, e.g. {@code MAINSTEM_OUTBOUND_ALLOW}
   */
  public static OutboundClient start(Set<HostPort> exempt) {
    HttpClient http = new HttpClient();
    http.setFollowRedirects(false);
    http.setConnectTimeout(CONNECT_TIMEOUT.toMillis());
    http.setMaxConnectionsPerDestination(MAX_CONNECTIONS_PER_TARGET);
    http.setMaxRequestsQueuedPerDestination(MAX_WAITING_PER_TARGET);
    http.setHttpCookieStore(new org.eclipse.jetty.http.HttpCookieStore.Empty());
    http.setUserAgentField(new HttpField("User-Agent", "Mainstem"));
    http.setSocketAddressResolver(new CheckedResolver(exempt));
    try {
      http.start();
    } catch (Exception e) {
      throw new IllegalStateException("outbound client did not start", e);
    }
    http.getContentDecoderFactories().clear();
    http.getAuthenticationStore().clearAuthentications();
    // Every answer is the caller's: Jetty's own handler fails a 401 that carries no challenge.
    http.getProtocolHandlers().clear();
    return new OutboundClient(http);
  }

  /**
   * Sends and waits for the whole answer. May block: call it on a virtual thread or a worker.
   *
   * @throws OutboundException if there is no answer; the code says whether to retry
   */
  public OutboundResponse send(OutboundRequest request)
      throws OutboundException, InterruptedException {
    requireHttp(request.uri());
    Answer answer = new Answer();
    prepare(request).onRequestCommit(committed -> answer.sent = true).send(answer);
    try {
      return answer.result.get(request.timeout().toMillis() + 1_000, TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw explain(request, e.getCause() == null ? e : e.getCause(), answer.sent);
    } catch (TimeoutException e) {
      throw explain(request, e, answer.sent);
    }
  }

  private Request prepare(OutboundRequest request) {
    Request prepared =
        http.newRequest(request.uri())
            .method(request.method())
            .timeout(request.timeout().toMillis(), TimeUnit.MILLISECONDS)
            .idleTimeout(request.timeout().toMillis(), TimeUnit.MILLISECONDS);
    prepared.headers(headers -> request.headers().forEach(headers::put));
    byte[] body = request.body();
    if (body.length > 0) {
      String type = request.headers().getOrDefault("Content-Type", "application/octet-stream");
      prepared.body(new BytesRequestContent(type, body));
    }
    return prepared;
  }

  private static void requireHttp(URI uri) throws OutboundException {
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    boolean http = scheme.equals("http") || scheme.equals("https");
    if (!http || uri.getHost() == null || uri.getUserInfo() != null) {
      throw new OutboundException(
          OutboundException.Code.BAD_ADDRESS,
          "address: scheme '" + scheme + "' (expected: http or https, a host, no user info)",
          null);
    }
  }

  private static OutboundException explain(
      OutboundRequest request, Throwable failure, boolean sent) {
    OutboundException.Code code = classify(failure, sent);
    return new OutboundException(
        code, request + ": " + code.name().toLowerCase(Locale.ROOT).replace('_', ' '), failure);
  }

  private static OutboundException.Code classify(Throwable failure, boolean sent) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      OutboundException.Code code =
          switch (t) {
            case BlockedAddressException blocked -> OutboundException.Code.BLOCKED_ADDRESS;
            case UnknownHostException unknown -> OutboundException.Code.UNRESOLVED;
            case IllegalArgumentException tooLarge -> OutboundException.Code.ANSWER_TOO_LARGE;
            case ConnectException refused -> OutboundException.Code.UNREACHABLE;
            case SocketTimeoutException connect -> OutboundException.Code.UNREACHABLE;
            case TimeoutException late ->
                sent ? OutboundException.Code.TIMED_OUT : OutboundException.Code.UNREACHABLE;
            default -> null;
          };
      if (code != null) {
        return code;
      }
    }
    return sent ? OutboundException.Code.BROKEN_OFF : OutboundException.Code.UNREACHABLE;
  }

  @Override
  public void close() {
    try {
      http.stop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      throw new IllegalStateException("outbound client did not stop cleanly", e);
    }
  }

  /** Collects one answer up to the limit. */
  private static final class Answer extends BufferingResponseListener {
    private final CompletableFuture<OutboundResponse> result = new CompletableFuture<>();
    private volatile boolean sent;

    Answer() {
      super(MAX_ANSWER_BYTES);
    }

    @Override
    public void onComplete(Result done) {
      Throwable failure = done.getFailure();
      if (failure != null) {
        result.completeExceptionally(failure);
        return;
      }
      Response response = done.getResponse();
      Map<String, String> headers = new LinkedHashMap<>();
      response
          .getHeaders()
          .forEach(field -> headers.putIfAbsent(field.getLowerCaseName(), field.getValue()));
      byte @Nullable [] body = getContent();
      result.complete(
          new OutboundResponse(response.getStatus(), headers, body == null ? new byte[0] : body));
    }
  }
}
