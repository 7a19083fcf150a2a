package io.mainstem.connections.map;

import io.mainstem.schemas.EntityType;
import io.mainstem.schemas.SourceKey;

/** Which fragment a source record makes. */
public record FragmentKey(EntityType entity, SourceKey source) {}
