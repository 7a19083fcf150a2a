/**
 * One record per business thing, out of what every tool says about it: map, resolve, merge. The
 * stages are pure functions in the packages below; only {@code topology} knows Kafka.
 */
@NullMarked
package io.mainstem.canonicalizer;

import org.jspecify.annotations.NullMarked;
