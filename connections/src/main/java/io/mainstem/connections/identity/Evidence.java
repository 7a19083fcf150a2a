package io.mainstem.connections.identity;

/**
 * What one comparison says of two records; never a value of theirs.
 *
 * @param comparison its name
 * @param words how far they agree
 * @param bits for (above 0) or against it that they are one
 */
public record Evidence(String comparison, String words, double bits) {}
