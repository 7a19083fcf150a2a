package io.mainstem.commandcentre.web;

import java.nio.charset.StandardCharsets;

/** What a request gets: status, media type, bytes, and whether it may be kept for a while. */
@SuppressWarnings("ArrayRecordComponent") // written out, never compared
record Answer(int status, String type, byte[] body, boolean mayBeKept) {
  static final int OK = 200;
  static final int BAD_REQUEST = 400;
  static final int NOT_FOUND = 404;
  static final int UNAVAILABLE = 503;

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
