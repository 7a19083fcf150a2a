package io.mainstem.commandcentre.web;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mainstem.commandcentre.identity.Desk;
import io.mainstem.commandcentre.identity.RefusedException;
import io.mainstem.commandcentre.quarantine.Workbench;
import io.mainstem.commandcentre.store.StoreAwayException;
import io.mainstem.connections.identity.Decision;
import io.mainstem.connections.json.StrictJson;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.util.UrlEncoded;
import org.jspecify.annotations.Nullable;

/**
 * What is written here: a person's decision about identity, as JSON from a program or as the page's
 * own form, and what is mended in quarantine, as JSON. Another site's page can send neither: JSON
 * it may not send without asking first, and a form of its own names its origin.
 */
final class Posts {
  /** A decision names a few records and says why. */
  static final int MAX_BODY_BYTES = 16 * 1024;

  /** A mend may bring a whole payload, of which escapes make more. */
  static final int MAX_MEND_BYTES = 2 * 1024 * 1024;

  private static final List<String> DECISIONS = List.of("api", "identity", "decisions");
  private static final List<String> MEND = List.of("api", "quarantine", "mend");
  private static final List<String> REVOKE = List.of("api", "quarantine", "corrections");

  private static final String JSON_TYPE = "application/json";
  private static final String FORM_TYPE = "application/x-www-form-urlencoded";
  private static final List<String> OWN_SITE = List.of("same-origin", "none");
  private static final ObjectMapper JSON =
      new ObjectMapper(
          JsonFactory.builder()
              .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(4).build())
              .build());

  /** A value to supply may be a tree of its own. */
  private static final ObjectMapper MENDS =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(StrictJson.MAX_DEPTH)
                          .maxStringLength(MAX_MEND_BYTES)
                          .build())
                  .build())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private final Desk desk;
  private final Workbench workbench;
  private final Pages pages;

  Posts(Desk desk, Workbench workbench, Pages pages) {
    this.desk = desk;
    this.workbench = workbench;
    this.pages = pages;
  }

  static boolean takes(List<String> path) {
    return path.equals(DECISIONS) || path.equals(MEND) || path.equals(REVOKE);
  }

  Answer answer(List<String> path, Request request) {
    boolean decision = path.equals(DECISIONS);
    String type = type(request);
    boolean form = decision && type.equals(FORM_TYPE);
    if (!form && !type.equals(JSON_TYPE)) {
      return Api.problem(
          Answer.UNSUPPORTED, "Content-Type: " + type + " (expected: " + JSON_TYPE + ")");
    }
    if (isForeign(request, form)) {
      return refused(
          form, Answer.FORBIDDEN, "This was sent by a page of another site; nothing was done.");
    }
    int maxBytes = decision ? MAX_BODY_BYTES : MAX_MEND_BYTES;
    try {
      Optional<byte[]> body = body(request, maxBytes);
      if (body.isEmpty()) {
        return refused(
            form,
            Answer.TOO_LARGE,
            "body: larger than %d bytes (expected: at most so many)".formatted(maxBytes));
      }
      return decision ? decided(form, body.get()) : mended(path, MENDS.readTree(body.get()));
    } catch (StoreAwayException e) {
      return refused(form, Answer.UNAVAILABLE, e.sentence());
    } catch (JsonProcessingException e) {
      return refused(form, Answer.BAD_REQUEST, "body: not JSON (expected: a JSON object)");
    } catch (IOException e) {
      return refused(form, Answer.BAD_REQUEST, "body: cut off (expected: all of it)");
    }
  }

  private Answer decided(boolean form, byte[] body) throws IOException {
    try {
      Decision decision = desk.decide(form ? fromForm(body) : JSON.readTree(body));
      return form
          ? Answer.seeOther("/identity?decision=" + decision.id())
          : Api.ok(
              Map.of(
                  "id", decision.id(),
                  "kind", decision.kind().name(),
                  "at", decision.at(),
                  "next", "/api/identity/decisions/" + decision.id()));
    } catch (RefusedException e) {
      return form
          ? pages.notice(status(e), e.words())
          : Api.problem(
              status(e), e.words(), e.chain().isEmpty() ? Map.of() : Map.of("chain", e.chain()));
    }
  }

  private Answer mended(List<String> path, JsonNode body) {
    try {
      return Api.ok(path.equals(MEND) ? workbench.mend(body) : workbench.revoke(body));
    } catch (io.mainstem.commandcentre.quarantine.RefusedException e) {
      int status =
          switch (e.reason()) {
            case FORM -> Answer.BAD_REQUEST;
            case UNKNOWN -> Answer.NOT_FOUND;
            case TAKEN -> Answer.CONFLICT;
            case UNFIT -> Answer.UNPROCESSABLE;
            case AWAY -> Answer.UNAVAILABLE;
          };
      return Api.problem(status, e.words(), e.also());
    }
  }

  private Answer refused(boolean form, int status, String words) {
    return form ? pages.notice(status, words) : Api.problem(status, words);
  }

  private static int status(RefusedException e) {
    return switch (e.reason()) {
      case FORM -> Answer.BAD_REQUEST;
      case UNKNOWN -> Answer.NOT_FOUND;
      case CONTRADICTION -> Answer.CONFLICT;
      case AWAY -> Answer.UNAVAILABLE;
    };
  }

  private static String type(Request request) {
    @Nullable String type = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
    return type == null ? "none" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
  }

  /** A form must say that it is ours; whatever says that it is another's is not. */
  private static boolean isForeign(Request request, boolean form) {
    @Nullable String site = request.getHeaders().get("Sec-Fetch-Site");
    @Nullable String origin = request.getHeaders().get(HttpHeader.ORIGIN);
    @Nullable String host = request.getHeaders().get(HttpHeader.HOST);
    if (site != null && !OWN_SITE.contains(site)) {
      return true;
    }
    if (origin != null) {
      return host == null || !host.equalsIgnoreCase(authority(origin));
    }
    return form && site == null;
  }

  private static String authority(String origin) {
    try {
      return String.valueOf(URI.create(origin).getRawAuthority());
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  /** Empty where it is too large. */
  private static Optional<byte[]> body(Request request, int maxBytes) throws IOException {
    try (InputStream in = Content.Source.asInputStream(request)) {
      byte[] body = in.readNBytes(maxBytes + 1);
      return body.length > maxBytes ? Optional.empty() : Optional.of(body);
    }
  }

  /** The form's fields as the same JSON; {@code records} may come several times. */
  private static JsonNode fromForm(byte[] body) {
    Fields fields = new Fields();
    UrlEncoded.decodeTo(
        new String(body, StandardCharsets.UTF_8), fields::add, StandardCharsets.UTF_8);
    ObjectNode node = JSON.createObjectNode();
    for (Fields.Field field : fields) {
      if (field.getName().equals("records")) {
        ArrayNode records = node.putArray("records");
        field.getValues().forEach(records::add);
      } else {
        node.put(field.getName(), field.getValue());
      }
    }
    return node;
  }
}
