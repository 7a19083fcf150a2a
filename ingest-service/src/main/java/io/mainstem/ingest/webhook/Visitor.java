package io.mainstem.ingest.webhook;

import io.mainstem.connections.door.Reply;
import io.mainstem.connections.door.WebhookRequest;
import io.mainstem.connections.json.Bytes;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP side of one request: what came, and the answers that can be given.
 *
 * @param tail what follows the connection in the path
 */
record Visitor(Request request, Response response, Callback callback, UUID receipt, String tail) {

  @Nullable String contentEncoding() {
    return request.getHeaders().get(HttpHeader.CONTENT_ENCODING);
  }

  WebhookRequest asked(Bytes body) {
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (HttpField field : request.getHeaders()) {
      headers.putIfAbsent(field.getName(), request.getHeaders().getValuesList(field.getName()));
    }
    String query = request.getHttpURI().getQuery();
    return new WebhookRequest(request.getMethod(), headers, query == null ? "" : query, tail, body);
  }

  /** Gives the answer the tool file wants. */
  void answer(Reply reply) {
    if (!reply.body().isEmpty()) {
      response.getHeaders().put(HttpHeader.CONTENT_TYPE, reply.contentType());
    }
    reply.headers().forEach((name, value) -> response.getHeaders().put(name, value));
    write(reply.status(), reply.body().buffer());
  }

  /** Gives an answer that the tool file has no say in. */
  void turnAway(AnswerCode code) {
    switch (code) {
      case NOT_STORED, NOT_KEPT, KEYS_MISSING ->
          response.getHeaders().put(HttpHeader.RETRY_AFTER, Limits.RETRY_AFTER.toSeconds());
      case BODY_TOO_LARGE, BODY_TOO_SLOW ->
          response.getHeaders().put(HttpHeader.CONNECTION, "close");
      case ACCEPTED,
          HANDSHAKE,
          UNREADABLE,
          REFUSED,
          NOT_CONFIGURED,
          HANDSHAKE_REFUSED,
          NO_WEBHOOKS,
          UNKNOWN_CONNECTION,
          INFLATES_TOO_FAR,
          ENCODING_UNKNOWN,
          ENCODING_BROKEN -> {}
    }
    write(code.status(), ByteBuffer.allocate(0));
  }

  /** The sender is gone or broke the protocol: there is nobody to answer. */
  void abandon(Throwable failure) {
    callback.failed(failure);
  }

  private void write(int status, ByteBuffer body) {
    response.setStatus(status);
    response.getHeaders().put(WebhookHandler.RECEIPT, receipt.toString());
    response.write(true, body, callback);
  }
}
