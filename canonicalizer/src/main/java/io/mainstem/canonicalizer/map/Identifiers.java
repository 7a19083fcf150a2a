package io.mainstem.canonicalizer.map;

import io.mainstem.canonicalizer.fragment.Token;
import io.mainstem.connections.identity.Profile;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/** By what a partial record may be matched. */
@FunctionalInterface
public interface Identifiers {

  /** Identifiers, strongest first. */
  List<Token> of(String entity, SpecificRecord partial);

  /** What it is compared by with records that share no identifier. */
  default Profile profile(String entity, SpecificRecord partial) {
    return Profile.EMPTY;
  }
}
