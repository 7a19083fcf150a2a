/**
 * The frame of a process: read the environment, build, run, and stop in order. A service's {@code
 * Main} is one call to this package.
 */
@NullMarked
package io.mainstem.runtime.service;

import org.jspecify.annotations.NullMarked;
