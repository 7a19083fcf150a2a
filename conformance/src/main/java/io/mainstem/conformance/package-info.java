/**
 * Every check a tool file must pass, run against the same pure code the services run. Signatures
 * come from a signer of its own and answers from simulated vendors, so that nothing proves itself.
 */
@NullMarked
package io.mainstem.conformance;

import org.jspecify.annotations.NullMarked;
