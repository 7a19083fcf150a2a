package io.mainstem.schemas;

import java.util.UUID;

/**
 * The id every source record has without a look-up: the entity's prefix and a version 5 UUID of
 * {@code connection|object|source id}. A canonical id is the alias of its founding record.
 */
public final class AliasId {
  /** Fixed for ever: another namespace would renumber every record of every installation. */
  public static final UUID NAMESPACE = UUID.fromString("6d61696e-7374-5e6d-8a11-a51d00000001");

  private AliasId() {}

  public static String of(EntityType entity, SourceKey key) {
    return entity.idPrefix() + NameUuid.of(NAMESPACE, key.toString());
  }

  /**
   * The same, by the entity's name.
   *
   * @throws IllegalArgumentException if {@code entity} is no entity name
   */
  public static String of(String entity, String connection, String object, String sourceId) {
    return of(Entities.named(entity), new SourceKey(connection, object, sourceId));
  }
}
