/** Tests of planning, without anything running. */
@org.jspecify.annotations.NullMarked
package io.mainstem.sink.flow;
