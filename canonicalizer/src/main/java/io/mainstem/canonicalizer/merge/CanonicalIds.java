package io.mainstem.canonicalizer.merge;

/**
 * Which canonical id a source record's alias has at present: its own where it was never linked with
 * another, so that a reference has the right id also before the record it leads to has come.
 */
@FunctionalInterface
public interface CanonicalIds {
  String of(String alias);
}
