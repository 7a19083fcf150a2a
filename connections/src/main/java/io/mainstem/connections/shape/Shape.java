package io.mainstem.connections.shape;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** What a JSON value must look like. */
public sealed interface Shape {
  /** A value without parts. */
  enum Scalar implements Shape {
    TEXT("text"),
    INTEGER("a whole number"),
    /** A number, or a number written as text. */
    DECIMAL("a number"),
    BOOLEAN("true or false"),
    /** Whatever comes. */
    ANY("anything");

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
   * @param fields their names interned as the parser's are, so that a look-up need not compare them
   */
  record Struct(String name, Map<String, Field> fields) implements Shape {
    public Struct {
      Map<String, Field> interned = new LinkedHashMap<>();
      fields.forEach((field, what) -> interned.put(field.intern(), what));
      fields = Collections.unmodifiableMap(interned);
    }
  }

  record ListOf(Shape element) implements Shape {}

  /** An object whose keys are data: every value looks the same. */
  record MapOf(Shape value) implements Shape {}

  /** Text that is one of a closed list; another one is a change on the vendor's side. */
  record OneOf(Set<String> values) implements Shape {
    public OneOf {
      values = Collections.unmodifiableSet(new LinkedHashSet<>(values));
    }
  }

  /**
   * A field of an object.
   *
   * @param required whether it is always there
   * @param line of the tool file where it is declared; 0 where it is not known
   */
  record Field(Shape shape, boolean required, int line) {
    public Field(Shape shape, boolean required) {
      this(shape, required, 0);
    }
  }
}
