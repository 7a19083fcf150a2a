package io.mainstem.connections.tool;

import io.mainstem.connections.http.RateLimit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A product as its tool file describes it.
 *
 * @param name e.g. {@code hubspot}
 * @param title as people call it, e.g. {@code HubSpot}
 * @param subscription how its webhook is made by calls, or null where people make it
 * @param specs what it knows, by object name
 * @param writes operations that change or search it, by name
 * @param tables of a database tool: table to object
 * @param files it leaves behind, in the order their patterns are tried
 */
public record Tool(
    String name,
    String title,
    @Nullable WebhookSpec webhook,
    @Nullable ApiSpec api,
    @Nullable SubscriptionSpec subscription,
    Map<String, TableSpec> tables,
    List<FileSpec> files,
    Map<String, ObjectSpec> specs,
    Map<String, WriteSpec> writes) {

  /** Objects it maps, e.g. {@code contact}. */
  public Set<String> objects() {
    return specs.keySet();
  }

  public Optional<ObjectSpec> find(String object) {
    return Optional.ofNullable(specs.get(object));
  }

  public boolean hasWebhooks() {
    return webhook != null;
  }

  public boolean isDatabase() {
    return !tables.isEmpty();
  }

  public boolean hasFiles() {
    return !files.isEmpty();
  }

  /** How fast it may be asked. */
  public RateLimit rateLimit() {
    return api == null ? RateLimit.GENTLE : api.rate();
  }
}
