package io.mainstem.connections.map;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What mapping one source record gave. */
public sealed interface MapResult {
  /** Never empty; the first fragment is the primary one. */
  record Mapped(List<Fragment> fragments) implements MapResult {
    public Mapped {
      fragments = List.copyOf(fragments);
    }

    public Fragment primary() {
      return fragments.getFirst();
    }
  }

  /** The tool file leaves this record out on purpose. */
  record Filtered(String reason) implements MapResult {}

  /**
   * It does not fit; quarantine it.
   *
   * @param cause plain language, no payload values except an enum value that is not known
   * @param field path in the payload or of the canonical field, if one is to blame
   */
  record Unfit(UnfitCode code, String cause, @Nullable String field) implements MapResult {}
}
