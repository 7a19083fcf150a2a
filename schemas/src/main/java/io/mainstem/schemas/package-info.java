/**
 * The contract between services: which topics exist, what they carry, and how their records are
 * named. Everything else about a topic or an entity (creation, rules, docs, tables) is derived from
 * here.
 */
@NullMarked
package io.mainstem.schemas;

import org.jspecify.annotations.NullMarked;
