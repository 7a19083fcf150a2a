package io.mainstem.canonicalizer.topology;

import io.mainstem.canonicalizer.fragment.Cause;
import io.mainstem.canonicalizer.fragment.SourceFragment;

/** A fragment of a master on its way to resolution. */
record FragmentSent(SourceFragment fragment, Cause cause) implements ResolveInput {}
