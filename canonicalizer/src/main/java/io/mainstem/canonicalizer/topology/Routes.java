package io.mainstem.canonicalizer.topology;

import io.mainstem.schemas.Entities;
import io.mainstem.schemas.EntityType;

/** Topics of an entity, by the prefix of its ids. */
final class Routes {
  private Routes() {}

  static String canonical(String id) {
    return entity(id).canonicalTopic();
  }

  static String changes(String id) {
    return entity(id).changesTopic();
  }

  private static EntityType entity(String id) {
    return Entities.ofId(id)
        .orElseThrow(() -> new IllegalStateException("canonical id without an entity's prefix"));
  }
}
