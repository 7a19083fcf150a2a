package io.mainstem.connections.tool;

import io.mainstem.connections.http.RateLimit;
import io.mainstem.connections.json.JsonPath;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a tool's API is asked.
 *
 * @param base its public address, unless the connection names another
 * @param headers templates over {@code {secret.x}} and {@code {setting.x}}
 * @param failure how a 2xx says that it failed, or null
 */
public record ApiSpec(
    String base, Map<String, String> headers, RateLimit rate, @Nullable Failure failure) {

  /**
   * An error in the body of a success.
   *
   * @param path where the body says how it went
   * @param equalTo the text there that means failure
   * @param code where the body says why
   * @param retry values of {@code code} worth another try
   */
  public record Failure(JsonPath path, String equalTo, JsonPath code, List<String> retry) {}
}
