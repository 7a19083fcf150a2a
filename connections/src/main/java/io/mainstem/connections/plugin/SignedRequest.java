package io.mainstem.connections.plugin;

import io.mainstem.connections.json.Bytes;
import java.util.List;
import java.util.Map;

/**
 * What a sender signed.
 *
 * @param url the address it called, with its query
 * @param headers every value of every field; names are compared without case
 * @param body raw, before any decoding
 */
public record SignedRequest(
    String method, String url, Map<String, List<String>> headers, Bytes body) {}
