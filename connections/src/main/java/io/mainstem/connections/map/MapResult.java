package io.mainstem.connections.map;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What mapping one source record gave. */
public sealed interface MapResult {
  /**
   * Never empty; the first fragment is the primary one.
   *
   * @param held what the payload contradicts its shape in, and which fragments wait for that; null
   *     where it fits
   */
  record Mapped(List<Fragment> fragments, @Nullable Held held) implements MapResult {
    public Mapped {
      fragments = List.copyOf(fragments);
    }

    public Mapped(List<Fragment> fragments) {
      this(fragments, null);
    }

    public Fragment primary() {
      return fragments.getFirst();
    }
  }

  /**
   * Part of a payload is not as declared: these entities stay as they were, the rest flows.
   *
   * @param why as of a payload none of which fits
   */
  record Held(Unfit why, Set<String> entities) {
    public Held {
      entities = Set.copyOf(entities);
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
