/**
 * What flows.yaml says: when something happens, which write is planned under which policy. The
 * model sink-service runs.
 */
@NullMarked
package io.mainstem.connections.flows;

import org.jspecify.annotations.NullMarked;
