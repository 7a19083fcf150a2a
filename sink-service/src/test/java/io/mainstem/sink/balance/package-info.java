/** Tests of the balance on a real database. */
@org.jspecify.annotations.NullMarked
package io.mainstem.sink.balance;
