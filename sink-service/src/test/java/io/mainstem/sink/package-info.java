/** What the tests of this service share. */
@org.jspecify.annotations.NullMarked
package io.mainstem.sink;
