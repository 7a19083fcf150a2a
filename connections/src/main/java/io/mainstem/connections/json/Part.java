package io.mainstem.connections.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * A part of a document.
 *
 * @param bytes exactly as they stand there
 * @param node the same, read
 * @param carried scalars of what encloses it, by name; the nearest wins
 * @param whole the path led there; otherwise the nearest element of a list, or the document, inside
 *     which the path breaks off
 */
public record Part(Bytes bytes, JsonNode node, Map<String, String> carried, boolean whole) {}
