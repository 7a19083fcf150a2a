package io.mainstem.canonicalizer.map;

import io.mainstem.canonicalizer.fragment.Token;
import io.mainstem.connections.Identity;
import io.mainstem.connections.identity.Profile;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/** Identifiers by {@code identity.yaml}; those a guard stops link nobody. */
public record WorkspaceIdentifiers(Identity identity) implements Identifiers {

  @Override
  public List<Token> of(String entity, SpecificRecord partial) {
    return identity.identifiers(entity, partial).stream()
        .filter(identifier -> identifier.guard() == null)
        .map(identifier -> Token.of(identifier.rule(), identifier.value()))
        .distinct()
        .toList();
  }

  @Override
  public Profile profile(String entity, SpecificRecord partial) {
    return identity.profile(entity, partial);
  }
}
