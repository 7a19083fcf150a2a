package io.mainstem.connections.expression;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;

/** A list that knows what stands for an element it does not have. */
final class Elements extends AbstractList<Object> implements RandomAccess {
  private final List<Object> elements;
  private final Object absent;

  Elements(List<Object> elements, Object absent) {
    this.elements = elements;
    this.absent = absent;
  }

  Object absent() {
    return absent;
  }

  @Override
  public Object get(int index) {
    return elements.get(index);
  }

  @Override
  public int size() {
    return elements.size();
  }
}
