package io.mainstem.simulators.vendor;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mainstem.simulators.json.Json;

/** Someone who wants to be told, the secret they share with the vendor, and whether they may be. */
public final class Subscription {
  private final String id;
  private final String url;
  private final ObjectNode terms;
  private volatile String secret;
  private volatile boolean live;

  /**
   * Not live before the vendor's handshake is over.
   *
   * @param terms what was asked for: topics, resource
   */
  Subscription(String id, String url, String secret, ObjectNode terms) {
    this.id = id;
    this.url = url;
    this.secret = secret;
    this.terms = terms.deepCopy();
  }

  public String id() {
    return id;
  }

  public String url() {
    return url;
  }

  public ObjectNode terms() {
    return terms;
  }

  public String secret() {
    return secret;
  }

  public void secret(String now) {
    secret = now;
  }

  public boolean live() {
    return live;
  }

  public void live(boolean now) {
    live = now;
  }

  /** What may be shown of it. */
  public ObjectNode shown() {
    return Json.object("id", id, "url", url, "live", live, "terms", terms);
  }
}
