package io.mainstem.connections.shape;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a JSON value must look like. */
public sealed interface Shape {
  /** A value without parts. */
  enum Scalar implements Shape {
    TEXT("text"),
    INTEGER("a whole number"),
    /** A number, or a number written as text. */
    DECIMAL("a number"),
    BOOLEAN("true or false");

    private final String spoken;

    Scalar(String spoken) {
      this.spoken = spoken;
    }

    String spoken() {
      return spoken;
    }
  }

  /**
   * An object with named fields; others may be there and are not looked at.
   *
   * @param name unique within its tool, e.g. {@code hubspot.contact.properties}
   */
  record Struct(String name, Map<String, Field> fields) implements Shape {
    public Struct {
      fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }
  }

  record ListOf(Shape element) implements Shape {}

  record Field(Shape shape, boolean required) {}
}
