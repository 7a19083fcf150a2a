package io.mainstem.canonicalizer.topology;

import io.mainstem.canonicalizer.fragment.Cause;
import io.mainstem.canonicalizer.fragment.Digest;
import io.mainstem.canonicalizer.fragment.SourceFragment;

/**
 * A fragment of a master on its way to resolution.
 *
 * @param rules print of those its tokens and profile were made by
 */
record FragmentSent(SourceFragment fragment, Cause cause, Digest rules) implements ResolveInput {}
