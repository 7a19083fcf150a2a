package io.mainstem.commandcentre.web;

import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Fields;
import org.jspecify.annotations.Nullable;

/** Query parameters of a request; an absent one is an empty text. */
record Query(Fields fields) {

  static Query of(Request request) {
    return new Query(Request.extractQueryParameters(request));
  }

  String get(String name) {
    @Nullable String value = fields.getValue(name);
    return value == null ? "" : value.strip();
  }
}
