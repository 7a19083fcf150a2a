package io.mainstem.schemas;

/**
 * Names one record in one tool: {@code connection|object|source id}. Only the source id may itself
 * contain a bar.
 */
public record SourceKey(String connection, String object, String sourceId) {

  public SourceKey {
    requireName("connection", connection);
    requireName("object", object);
    if (sourceId.isEmpty()) {
      throw new IllegalArgumentException("sourceId: empty (expected: the tool's own id)");
    }
  }

  /**
   * Reads what {@link #toString()} wrote.
   *
   * @throws IllegalArgumentException if {@code text} is not three parts
   */
  public static SourceKey parse(String text) {
    String[] parts = text.split("\\|", 3);
    if (parts.length != 3) {
      throw new IllegalArgumentException(
          "source key: " + text + " (expected: connection|object|source id)");
    }
    return new SourceKey(parts[0], parts[1], parts[2]);
  }

  /** Key on {@code source.<connection>}: {@code object|source id}. */
  public String topicKey() {
    return object + "|" + sourceId;
  }

  /** Key on {@code identity.links.v1}: one source record may speak for several entities. */
  public String linkKey(String entity) {
    return entity + "|" + this;
  }

  /** The source record of a {@link #linkKey}. */
  public static SourceKey ofLinkKey(String linkKey) {
    return parse(linkKey.substring(linkKey.indexOf('|') + 1));
  }

  /** Key on {@code doorbells}, {@code ledger.v1} and {@code quarantine.v1}. */
  @Override
  public String toString() {
    return connection + "|" + object + "|" + sourceId;
  }

  private static void requireName(String what, String value) {
    if (value.isEmpty() || value.indexOf('|') >= 0) {
      throw new IllegalArgumentException(
          what + ": '" + value + "' (expected: a name that is not empty and has no bar)");
    }
  }
}
