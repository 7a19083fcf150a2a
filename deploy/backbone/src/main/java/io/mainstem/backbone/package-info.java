/**
 * Kafka, the schema registry and PostgreSQL on one machine, each a child process made from Maven
 * artifacts, without Docker. Everything above only sees addresses; nothing here knows what the
 * addresses are used for.
 */
@NullMarked
package io.mainstem.backbone;

import org.jspecify.annotations.NullMarked;
