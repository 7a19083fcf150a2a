package io.mainstem.canonicalizer.map;

import io.mainstem.canonicalizer.fragment.Token;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/** The identifiers by which a partial record may be matched, strongest first. */
@FunctionalInterface
public interface Identifiers {
  List<Token> of(String entity, SpecificRecord partial);
}
