package io.mainstem.simulators.api;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http.UriCompliance.Violation;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/** Serves the simulated APIs on one port, each below its own name, and lets faults befall them. */
public final class SimulatorServer implements AutoCloseable {
  private static final int MAX_BODY_BYTES = 2 * 1024 * 1024;

  private final Server server;
  private final ServerConnector connector;

  public SimulatorServer(int port, List<Api> apis, Faults faults) {
    this(port, apis, faults, null);
  }

  /** The tool {@code alone} is also reached without its name, as at a host of its own. */
  public SimulatorServer(int port, List<Api> apis, Faults faults, @Nullable Api alone) {
    QueuedThreadPool threads = new QueuedThreadPool(32);
    threads.setName("simulators");
    threads.setVirtualThreadsExecutor(Executors.newVirtualThreadPerTaskExecutor());
    this.server = new Server(threads);
    HttpConfiguration http = new HttpConfiguration();
    http.setUriCompliance(
        UriCompliance.DEFAULT.with("identifiers", Violation.AMBIGUOUS_PATH_SEPARATOR));
    this.connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
    connector.setHost("127.0.0.1");
    connector.setPort(port);
    server.addConnector(connector);
    server.setHandler(new Front(apis, faults, alone));
  }

  /** Starts and returns the port in use. */
  public int start() {
    try {
      server.start();
    } catch (Exception refused) {
      throw new IllegalStateException(
          "simulators: cannot listen on port " + connector.getPort() + ": " + refused.getMessage(),
          refused);
    }
    return connector.getLocalPort();
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception stuck) {
      throw new IllegalStateException("simulators: the HTTP server did not stop", stuck);
    }
  }

  private static final class Front extends Handler.Abstract {
    private final Map<String, Api> apis = new HashMap<>();
    private final Faults faults;
    private final @Nullable Api alone;

    Front(List<Api> apis, Faults faults, @Nullable Api alone) {
      this.alone = alone;
      apis.forEach(api -> this.apis.put(api.name(), api));
      this.faults = faults;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
      Call call = call(request);
      Api api = apis.get(call.path().split("/", 3)[1]);
      if (api == null && alone != null) {
        api = alone;
        call = call.below(alone.name());
      }
      if (api == null) {
        send(response, callback, Answer.of(404, "text/plain", "no such tool\n"));
        return true;
      }
      Optional<Fault> fault = faults.next(api.name(), call);
      if (fault.isEmpty()) {
        send(response, callback, api.answer(call));
        return true;
      }
      befall(fault.get(), api, call, request, response, callback);
      return true;
    }

    private static void befall(
        Fault fault, Api api, Call call, Request request, Response response, Callback callback)
        throws InterruptedException {
      Answer usual = null;
      if (fault.when() == Fault.When.AFTER || (fault.status() == 0 && !fault.drop())) {
        usual = api.answer(call);
      }
      Thread.sleep(fault.delayMillis());
      if (fault.drop()) {
        request.getConnectionMetaData().getConnection().getEndPoint().close();
        callback.failed(new java.io.IOException("dropped on request"));
      } else if (fault.status() != 0 || usual == null) {
        Answer answer =
            fault.body() == null
                ? Answer.of(fault.status(), "text/plain", "simulated fault\n")
                : Answer.of(fault.status(), "application/json", fault.body());
        send(
            response,
            callback,
            fault.retryAfter() == null ? answer : answer.with("Retry-After", fault.retryAfter()));
      } else {
        send(response, callback, usual);
      }
    }

    private static Call call(Request request) throws Exception {
      Map<String, String> headers = new HashMap<>();
      for (HttpField field : request.getHeaders()) {
        headers.put(field.getName().toLowerCase(Locale.ROOT), field.getValue());
      }
      Map<String, String> query = new HashMap<>();
      for (Fields.Field field : Request.extractQueryParameters(request)) {
        query.put(field.getName(), String.join(",", field.getValues()));
      }
      byte[] body;
      try (InputStream in = Content.Source.asInputStream(request)) {
        body = in.readNBytes(MAX_BODY_BYTES);
      }
      return new Call(
          request.getMethod(),
          Request.getPathInContext(request),
          query,
          headers,
          new String(body, StandardCharsets.UTF_8),
          List.of());
    }

    private static void send(Response response, Callback callback, Answer answer) {
      response.setStatus(answer.status());
      response.getHeaders().put(HttpHeader.CONTENT_TYPE, answer.contentType());
      answer.headers().forEach((name, value) -> response.getHeaders().put(name, value));
      response.write(
          true, ByteBuffer.wrap(answer.body().getBytes(StandardCharsets.UTF_8)), callback);
    }
  }
}
