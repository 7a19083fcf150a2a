package io.mainstem.ingest.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import io.mainstem.connections.json.Bytes;
import io.mainstem.connections.json.StrictJson;
import io.mainstem.connections.json.UnreadableJsonException;
import io.mainstem.runtime.outbound.OutboundClient;
import io.mainstem.runtime.outbound.OutboundException;
import io.mainstem.runtime.outbound.OutboundRequest;
import java.math.BigInteger;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Public keys (JSON Web Key Sets, RFC 7517) of tools that sign tokens. Asking never waits: what is
 * old is fetched in the background, and until keys are there the door says to come again.
 */
public final class PublishedKeys {
  static final Duration FRESH = Duration.ofMinutes(5);

  private static final Logger log = LoggerFactory.getLogger(PublishedKeys.class);
  private static final int OK = 200;

  private final OutboundClient outbound;
  private final InstantSource clock;
  private final Map<String, Map<String, PublicKey>> keys = new ConcurrentHashMap<>();
  private final Map<String, Instant> asked = new ConcurrentHashMap<>();

  public PublishedKeys(OutboundClient outbound, InstantSource clock) {
    this.outbound = outbound;
    this.clock = clock;
  }

  /** All keys at those addresses that are known, by their ids; null where none is. */
  @Nullable Map<String, PublicKey> of(Set<String> addresses) {
    Map<String, PublicKey> found = new HashMap<>();
    for (String address : addresses) {
      refresh(address);
      found.putAll(keys.getOrDefault(address, Map.of()));
    }
    return found.isEmpty() ? null : found;
  }

  private void refresh(String address) {
    Instant now = clock.instant();
    Instant last = asked.get(address);
    if (last == null || last.plus(FRESH).isBefore(now)) {
      asked.put(address, now);
      Thread.ofVirtual().name("keys of a tool").start(() -> fetch(address));
    }
  }

  private void fetch(String address) {
    try {
      var answer = outbound.send(OutboundRequest.get(URI.create(address), Map.of()));
      if (answer.status() == OK) {
        keys.put(address, read(Bytes.of(answer.body())));
        return;
      }
      log.atWarn().addKeyValue("status", answer.status()).log("public keys not had");
    } catch (OutboundException | UnreadableJsonException | IllegalArgumentException e) {
      log.atWarn().addKeyValue("cause", e.getClass().getSimpleName()).log("public keys not had");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The RSA keys of a set; others cannot have signed. */
  static Map<String, PublicKey> read(Bytes set) throws UnreadableJsonException {
    Map<String, PublicKey> read = new HashMap<>();
    for (JsonNode key : StrictJson.parse(set).path("keys")) {
      if (key.path("kty").asText().equals("RSA")) {
        try {
          read.put(
              key.path("kid").asText(),
              KeyFactory.getInstance("RSA")
                  .generatePublic(new RSAPublicKeySpec(number(key, "n"), number(key, "e"))));
        } catch (GeneralSecurityException e) {
          throw new IllegalArgumentException("key: " + key.path("kid").asText(), e);
        }
      }
    }
    return Map.copyOf(read);
  }

  private static BigInteger number(JsonNode key, String name) {
    return new BigInteger(1, Base64.getUrlDecoder().decode(key.path(name).asText()));
  }
}
