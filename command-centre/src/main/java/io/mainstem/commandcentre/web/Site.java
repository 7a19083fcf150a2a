package io.mainstem.commandcentre.web;

import io.mainstem.commandcentre.identity.Desk;
import io.mainstem.commandcentre.quarantine.Workbench;
import io.mainstem.commandcentre.status.ServiceWatch;
import io.mainstem.commandcentre.status.StatusQueries;
import io.mainstem.commandcentre.trace.Tracer;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The command centre's front door: pages at {@code /}, JSON at {@code /api/…}, assets, and the live
 * feed. It only reads, but for what {@link Posts} takes: what people decide about identity, and
 * what they mend in quarantine. Each request has a virtual thread.
 */
public final class Site extends Handler.Abstract {
  private static final Logger log = LoggerFactory.getLogger(Site.class);
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
          + " form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

  private static final int METHOD_NOT_ALLOWED = 405;

  private final Api api;
  private final Pages pages;
  private final Posts posts;
  private final LiveFeed live;
  private final Assets assets = new Assets();

  public Site(
      StatusQueries status,
      Tracer tracer,
      Truth truth,
      Desk desk,
      Workbench workbench,
      ServiceWatch services,
      LiveFeed live,
      Business business,
      InstantSource clock) {
    this.api = new Api(status, tracer, truth, desk, workbench, services, business, clock);
    this.pages = new Pages(status, tracer, truth, desk, services, business, clock);
    this.posts = new Posts(desk, workbench, pages);
    this.live = live;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    HttpFields.Mutable headers = response.getHeaders();
    headers.put("Content-Security-Policy", POLICY);
    headers.put("X-Content-Type-Options", "nosniff");
    // With no referrer at all a browser hides the origin of the form as well; see Posted.
    headers.put("Referrer-Policy", "same-origin");
    String method = request.getMethod();
    List<String> path = path(request);
    boolean posts = Posts.takes(path);
    if (posts && method.equals("POST")) {
      Answer answer = posted(path, request);
      closeUnread(headers, answer.status());
      send(response, callback, answer);
      return true;
    }
    if (!method.equals("GET") && !method.equals("HEAD")) {
      closeUnread(headers, METHOD_NOT_ALLOWED);
      String allowed = posts ? "GET, HEAD, POST" : "GET, HEAD";
      headers.put(HttpHeader.ALLOW, allowed);
      send(response, callback, Answer.text(METHOD_NOT_ALLOWED, "Only " + allowed + ".\n"));
      return true;
    }
    if (path.equals(List.of("live"))) {
      stream(response, callback);
    } else {
      send(response, callback, answer(path, request));
    }
    return true;
  }

  /** What was refused may not have been read to its end: the connection is of no further use. */
  private static void closeUnread(HttpFields.Mutable headers, int status) {
    if (status >= Answer.BAD_REQUEST) {
      headers.put(HttpHeader.CONNECTION, "close");
    }
  }

  private Answer posted(List<String> path, Request request) {
    try {
      return posts.answer(path, request);
    } catch (RuntimeException e) {
      log.atError().setCause(e).log("request failed");
      return Answer.text(500, "Something went wrong here; the log has more.\n");
    }
  }

  private Answer answer(List<String> path, Request request) {
    try {
      Query query = Query.of(request);
      return switch (path.isEmpty() ? "" : path.getFirst()) {
        case "api" -> api.answer(path.subList(1, path.size()), query);
        case "assets" -> asset(path);
        default -> pages.answer(path, query);
      };
    } catch (RuntimeException e) {
      log.atError().setCause(e).log("request failed");
      return Answer.text(500, "Something went wrong here; the log has more.\n");
    }
  }

  private Answer asset(List<String> path) {
    return assets
        .find(path.getLast())
        .map(found -> new Answer(Answer.OK, found.type(), found.bytes(), true))
        .orElseGet(() -> Answer.text(Answer.NOT_FOUND, "No such file.\n"));
  }

  private void stream(Response response, Callback callback) {
    Optional<BlockingQueue<String>> queue = live.join();
    if (queue.isEmpty()) {
      send(response, callback, Answer.text(Answer.UNAVAILABLE, "Too many watchers.\n"));
      return;
    }
    response.setStatus(Answer.OK);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/event-stream");
    response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
    try {
      live.serve(queue.get(), (last, bytes) -> Content.Sink.write(response, last, bytes));
      callback.succeeded();
    } catch (IOException e) {
      callback.failed(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      callback.failed(e);
    }
  }

  private static void send(Response response, Callback callback, Answer answer) {
    response.setStatus(answer.status());
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, answer.type());
    response
        .getHeaders()
        .put(HttpHeader.CACHE_CONTROL, answer.mayBeKept() ? "max-age=300" : "no-store");
    if (answer.location() != null) {
      response.getHeaders().put(HttpHeader.LOCATION, answer.location());
    }
    response.write(true, ByteBuffer.wrap(answer.body()), callback);
  }

  private static List<String> path(Request request) {
    return Arrays.stream(Request.getPathInContext(request).split("/", -1))
        .filter(part -> !part.isEmpty())
        .map(part -> URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8))
        .toList();
  }
}
