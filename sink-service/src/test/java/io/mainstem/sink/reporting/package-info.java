/** Tests of the reporting store against a real broker and a real PostgreSQL. */
@org.jspecify.annotations.NullMarked
package io.mainstem.sink.reporting;
