package io.mainstem.canonicalizer.map;

import io.mainstem.canonicalizer.fragment.Token;
import io.mainstem.connections.Identity;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/** Identifiers by {@code identity.yaml}; those a guard stops link nobody, but are compared. */
public record WorkspaceIdentifiers(Identity identity) implements Identifiers {

  @Override
  public Found of(String entity, SpecificRecord partial) {
    List<Identity.Identifier> identifiers = identity.identifiers(entity, partial);
    List<Token> tokens =
        identifiers.stream()
            .filter(identifier -> identifier.guard() == null)
            .map(identifier -> Token.of(identifier.rule(), identifier.value()))
            .distinct()
            .toList();
    return new Found(tokens, identity.profile(entity, partial, identifiers));
  }
}
