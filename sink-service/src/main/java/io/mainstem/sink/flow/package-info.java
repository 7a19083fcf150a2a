/**
 * Decides what a flow writes: event in, planned action out. Pure: no Kafka, HTTP, JDBC or clock in
 * this room.
 */
@NullMarked
package io.mainstem.sink.flow;

import org.jspecify.annotations.NullMarked;
