package io.mainstem.commandcentre.status;

import java.util.List;

/** One canonical record that several tools speak for. */
public record JoinedRecord(
    String entity, String id, String label, long records, List<String> connections, String rules) {}
