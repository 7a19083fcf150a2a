package io.mainstem.connections.tool;

import io.mainstem.connections.json.JsonPath;
import io.mainstem.connections.shape.Shape;
import io.mainstem.connections.yaml.YamlNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One call that changes or searches a tool.
 *
 * @param object it makes or finds
 * @param query names to expressions over {@code input}
 * @param idempotencyHeader null where the tool knows no such keys in headers
 * @param body a template whose scalars are expressions over {@code input}; absent for none
 * @param result where the answer names the record
 */
public record WriteSpec(
    String name,
    String object,
    String method,
    String path,
    Map<String, YamlNode> query,
    @Nullable String idempotencyHeader,
    Shape.Struct input,
    YamlNode body,
    JsonPath result) {}
