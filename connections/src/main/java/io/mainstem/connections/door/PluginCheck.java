package io.mainstem.connections.door;

import io.mainstem.connections.Secret;
import io.mainstem.connections.plugin.SignedRequest;
import io.mainstem.connections.plugin.ToolPlugin;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A signature only code can verify; any live secret will do. */
final class PluginCheck implements Check {
  private final ToolPlugin plugin;
  private final String url;
  private final List<Secret> secrets;

  PluginCheck(ToolPlugin plugin, String url, List<Secret> secrets) {
    this.plugin = plugin;
    this.url = url;
    this.secrets = secrets;
  }

  @Override
  public Optional<Rejection> reject(WebhookRequest request, Instant now) {
    if (secrets.isEmpty()) {
      return Optional.of(Rejection.NOT_CONFIGURED);
    }
    List<String> values = request.header(plugin.header());
    if (values.isEmpty()) {
      return Optional.of(Rejection.SIGNATURE_MISSING);
    }
    if (values.size() > 1 || values.getFirst().length() > SignedCheck.MAX_HEADER_CHARS) {
      return Optional.of(Rejection.SIGNATURE_REPEATED);
    }
    SignedRequest signed =
        new SignedRequest(
            request.method(), request.address(url), request.headers(), request.body());
    boolean found = false;
    for (Secret secret : secrets) {
      found |= plugin.isSigned(signed, values.getFirst(), secret);
    }
    return found ? Optional.empty() : Optional.of(Rejection.SIGNATURE_WRONG);
  }
}
