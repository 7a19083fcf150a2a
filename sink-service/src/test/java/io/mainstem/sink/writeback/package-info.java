/** Tests of writing to tools, against small tools that break on demand. */
@org.jspecify.annotations.NullMarked
package io.mainstem.sink.writeback;
