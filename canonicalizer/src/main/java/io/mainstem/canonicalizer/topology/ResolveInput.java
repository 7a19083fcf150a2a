package io.mainstem.canonicalizer.topology;

/** What resolution works on: records' fragments and people's decisions. */
sealed interface ResolveInput permits FragmentSent, DecisionSent {}
