package io.mainstem.simulators.timeline;

/** A simulated tool that sends webhooks, and the connection it is known by. */
public enum Tool {
  HUBSPOT("crm"),
  XERO("accounting"),
  SQUARE("pos");

  private final String connection;

  Tool(String connection) {
    this.connection = connection;
  }

  public String connection() {
    return connection;
  }
}
