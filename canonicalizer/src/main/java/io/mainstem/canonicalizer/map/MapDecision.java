package io.mainstem.canonicalizer.map;

import io.mainstem.canonicalizer.fragment.SourceFragment;
import io.mainstem.schemas.event.OutcomeKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one source event is. */
public sealed interface MapDecision {

  /** What to remember of the source record from now on. */
  MapState next();

  /** It is news: its outcome is reported when the first fragment is merged. */
  record Forward(List<SourceFragment> fragments, MapState next) implements MapDecision {
    public Forward {
      fragments = List.copyOf(fragments);
    }
  }

  /**
   * Its outcome is known. Fragments may go on all the same: later stages take the newest of what
   * they hear, whatever its order, and so must hear of old versions too.
   */
  record Settled(
      OutcomeKind kind, @Nullable String code, List<SourceFragment> fragments, MapState next)
      implements MapDecision {
    public Settled {
      fragments = List.copyOf(fragments);
    }
  }

  /**
   * It does not fit, or not all of it: what of it does goes on, the rest is changed by nothing, so
   * that a copy can come again when it or the tool file is mended.
   */
  record Rejected(
      String code,
      String cause,
      @Nullable String field,
      List<SourceFragment> fragments,
      MapState next)
      implements MapDecision {
    public Rejected {
      fragments = List.copyOf(fragments);
    }
  }
}
