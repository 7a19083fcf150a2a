/**
 * Whether every accepted event came to its outcome in time. The counts are the database's
 * (migration V9); here they are looked at, told as figures, and an account that does not close
 * becomes an insight.
 */
@NullMarked
package io.mainstem.sink.balance;

import org.jspecify.annotations.NullMarked;
