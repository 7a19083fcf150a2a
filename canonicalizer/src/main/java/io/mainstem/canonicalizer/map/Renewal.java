package io.mainstem.canonicalizer.map;

import io.mainstem.canonicalizer.fragment.BodyCodec;
import io.mainstem.canonicalizer.fragment.SourceFragment;
import io.mainstem.schemas.EntityType;
import org.apache.avro.specific.SpecificRecord;

/** What fragments of one master are matched by, made anew of what they say, by other rules. */
public final class Renewal {
  private final EntityType entity;
  private final Identifiers identifiers;
  private final BodyCodec bodies;

  public Renewal(EntityType entity, Identifiers identifiers) {
    this.entity = entity;
    this.identifiers = identifiers;
    this.bodies = new BodyCodec(entity);
  }

  public SourceFragment of(SourceFragment fragment) {
    if (fragment.stamp().gone()) {
      return fragment;
    }
    SpecificRecord says = bodies.decode(fragment.body());
    Identifiers.Found found = identifiers.of(entity.name(), says);
    return fragment.matchedBy(found.tokens(), found.profile());
  }
}
