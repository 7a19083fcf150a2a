package io.mainstem.canonicalizer.map;

import io.mainstem.canonicalizer.fragment.Token;
import io.mainstem.connections.identity.Profile;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/** By what a partial record may be matched. */
@FunctionalInterface
public interface Identifiers {

  Found of(String entity, SpecificRecord partial);

  /**
   * What one partial record holds.
   *
   * @param tokens strong identifiers, strongest first
   * @param profile what it is compared by with records that share no identifier
   */
  record Found(List<Token> tokens, Profile profile) {
    static final Found NOTHING = new Found(List.of(), Profile.EMPTY);

    public Found {
      tokens = List.copyOf(tokens);
    }
  }
}
