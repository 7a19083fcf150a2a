package io.mainstem.commandcentre.trace;

/** Another canonical record that refers to this one. */
public record Related(String entity, String id, String label) {}
