/** Tests of tracing. */
@org.jspecify.annotations.NullMarked
package io.mainstem.runtime.trace;
