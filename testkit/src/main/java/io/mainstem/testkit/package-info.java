/**
 * A real broker, registry and PostgreSQL for tests, shared by all tests of one JVM, with faults on
 * the wire and patient waiting. Containers where a Docker engine answers, the same parts as child
 * processes where none does.
 */
@NullMarked
package io.mainstem.testkit;

import org.jspecify.annotations.NullMarked;
