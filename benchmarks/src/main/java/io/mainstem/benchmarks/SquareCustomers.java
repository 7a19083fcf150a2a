package io.mainstem.benchmarks;

import io.mainstem.schemas.AliasId;
import io.mainstem.schemas.NameUuid;
import io.mainstem.schemas.event.Operation;
import io.mainstem.schemas.event.SourceEvent;
import io.mainstem.schemas.event.Via;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** The invented {@link Population} as customers of the till. */
final class SquareCustomers {
  private static final Instant RECEIVED = Instant.parse("2026-03-02T12:00:00Z");

  private final Population population;

  SquareCustomers(long seed) {
    this.population = new Population(seed);
  }

  SourceEvent event(long number) {
    Population.Card card = population.card(number);
    String id = card.tool() + card.id();
    return SourceEvent.newBuilder()
        .setEventId(NameUuid.of(AliasId.NAMESPACE, "bench-customer-" + number).toString())
        .setConnection(SquareWebhooks.CONNECTION)
        .setTool("square")
        .setObject("customer")
        .setSourceId(id)
        .setVersion(card.version())
        .setOperation(Operation.UPSERT)
        .setReceivedAt(RECEIVED.plusMillis(number))
        .setDeliveryId("bench-customer-" + number)
        .setVia(Via.WEBHOOK)
        .setPayload(ByteBuffer.wrap(payload(card, id).getBytes(StandardCharsets.UTF_8)))
        .build();
  }

  /** About half a kilobyte. */
  private static String payload(Population.Card card, String id) {
    StringJoiner address = new StringJoiner(",", "{", "}");
    put(address, "address_line_1", card.street());
    put(address, "locality", card.town());
    put(address, "postal_code", card.postcode());
    put(address, "country", "GB");
    StringJoiner customer = new StringJoiner(",", "{", "}");
    put(customer, "id", id);
    put(customer, "created_at", "2026-01-05T10:11:12Z");
    put(customer, "updated_at", "2026-03-02T11:59:58Z");
    put(customer, "given_name", card.given());
    put(customer, "family_name", card.family());
    put(customer, "email_address", card.email());
    put(customer, "phone_number", card.phone());
    customer.add("\"address\":" + address);
    customer.add("\"preferences\":{\"email_unsubscribed\":false}");
    customer.add("\"version\":" + card.version());
    return customer.toString();
  }

  private static void put(StringJoiner object, String name, @Nullable String value) {
    if (value != null) {
      object.add("\"" + name + "\":\"" + value + "\"");
    }
  }
}
