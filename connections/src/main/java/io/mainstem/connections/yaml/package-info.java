/**
 * YAML that remembers its lines, and the problems found in it. Every file a person writes is read
 * through here so that a mistake names its place.
 */
@NullMarked
package io.mainstem.connections.yaml;

import org.jspecify.annotations.NullMarked;
