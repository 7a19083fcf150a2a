package io.mainstem.canonicalizer.fragment;

/**
 * A source record as part of a canonical one.
 *
 * @param fragment its newest values
 * @param gone whether its source has since deleted it
 */
public record Member(SourceFragment fragment, boolean gone) {}
