package io.mainstem.commandcentre.web;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What a request gets: status, media type, bytes, whether it may be kept for a while, and where to
 * look instead.
 */
@SuppressWarnings("ArrayRecordComponent") // written out, never compared
record Answer(int status, String type, byte[] body, boolean mayBeKept, @Nullable String location) {
  static final int OK = 200;
  static final int SEE_OTHER = 303;
  static final int BAD_REQUEST = 400;
  static final int FORBIDDEN = 403;
  static final int NOT_FOUND = 404;
  static final int CONFLICT = 409;
  static final int TOO_LARGE = 413;
  static final int UNSUPPORTED = 415;
  static final int UNPROCESSABLE = 422;
  static final int UNAVAILABLE = 503;

  Answer(int status, String type, byte[] body, boolean mayBeKept) {
    this(status, type, body, mayBeKept, null);
  }

  /** Look there now. */
  static Answer seeOther(String location) {
    return new Answer(SEE_OTHER, "text/plain; charset=utf-8", new byte[0], false, location);
  }

  static Answer html(int status, String page) {
    return new Answer(
        status, "text/html; charset=utf-8", page.getBytes(StandardCharsets.UTF_8), false);
  }

  static Answer json(int status, byte[] body) {
    return new Answer(status, "application/json", body, false);
  }

  static Answer text(int status, String text) {
    return new Answer(
        status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8), false);
  }
}
