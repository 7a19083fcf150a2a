package io.mainstem.ingest;

import io.mainstem.connections.Connection;
import io.mainstem.connections.Workspace;
import io.mainstem.connections.WorkspaceException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The example business with invented credentials, and its tools' way to sign. */
public final class RestaurantGroup {

  public static final String HUBSPOT_SECRET = "hubspot-client-secret";
  public static final String XERO_KEY = "xero-webhook-key";
  public static final String SQUARE_KEY = "square-signature-key";

  private RestaurantGroup() {}

  public static Path folder() {
    return Path.of(System.getProperty("mainstem.root", ".."), "workspaces", "restaurant-group");
  }

  /** One connection, its tool's API being at that address. */
  public static Connection connection(String name, String api) {
    Map<String, String> environment =
        new HashMap<>(
            Map.of(
                "HUBSPOT_CLIENT_SECRET", HUBSPOT_SECRET,
                "HUBSPOT_ACCESS_TOKEN", "hubspot-token",
                "XERO_WEBHOOK_KEY", XERO_KEY,
                "XERO_ACCESS_TOKEN", "xero-token",
                "XERO_TENANT_ID", "tenant-1",
                "SQUARE_SIGNATURE_KEY", SQUARE_KEY,
                "SQUARE_ACCESS_TOKEN", "square-token",
                "HUBSPOT_API", api,
                "SQUARE_API", api,
                "XERO_API", api));
    try {
      Workspace workspace = Workspace.load(folder(), environment::get);
      return Objects.requireNonNull(workspace.connections().get(name), name);
    } catch (WorkspaceException e) {
      throw new AssertionError(e);
    }
  }

  /** A delivery as Square sends and signs it. */
  public static HttpRequest fromSquare(String url, String body) {
    return HttpRequest.newBuilder(URI.create(url))
        .POST(HttpRequest.BodyPublishers.ofString(body))
        .header("x-square-hmacsha256-signature", sign(SQUARE_KEY, url + body))
        .build();
  }

  /** Base64 of HMAC-SHA256. */
  public static String sign(String key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
