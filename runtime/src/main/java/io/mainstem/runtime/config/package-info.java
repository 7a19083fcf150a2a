/**
 * What a service is told by its environment, read once and checked whole. Every problem is reported
 * in one go, and secrets never print.
 */
@NullMarked
package io.mainstem.runtime.config;

import org.jspecify.annotations.NullMarked;
