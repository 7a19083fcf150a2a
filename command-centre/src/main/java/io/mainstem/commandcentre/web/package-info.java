/**
 * Pages, JSON and live updates over HTTP. Handlers translate; what they show comes from the other
 * packages.
 */
@NullMarked
package io.mainstem.commandcentre.web;

import org.jspecify.annotations.NullMarked;
