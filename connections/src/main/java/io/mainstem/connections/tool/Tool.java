package io.mainstem.connections.tool;

import io.mainstem.connections.json.Pending;

import java.util.Set;

/** A product as its tool file describes it. */
public final class Tool {
  private Tool() {}

  /** E.g. {@code hubspot}. */
  public String name() {
    return Pending.value("pending");
  }

  /** As people call it, e.g. {@code HubSpot}. */
  public String title() {
    return Pending.value("pending");
  }

  /** Objects it maps, e.g. {@code contact}. */
  public Set<String> objects() {
    return Pending.value("pending");
  }

  public boolean hasWebhooks() {
    return Pending.value("pending");
  }

  public boolean isDatabase() {
    return Pending.value("pending");
  }
}
