package io.mainstem.connections.tool;

/**
 * Where a value goes in a call.
 *
 * @param name of the parameter, path in the body, or hole
 */
public record Put(Where where, String name) {

  /** Parts of a call. */
  public enum Where {
    QUERY,
    HEADER,
    /** A path in the body. */
    BODY,
    /** A hole {@code {name}} of the path. */
    PATH,
    /** A hole {@code {name}} inside a text of the query or the body. */
    TEXT,
    /** A GraphQL variable. */
    VARIABLE
  }
}
