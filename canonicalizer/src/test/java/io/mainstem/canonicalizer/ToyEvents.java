package io.mainstem.canonicalizer;

import io.mainstem.schemas.TrustedClasses;
import io.mainstem.schemas.event.Operation;
import io.mainstem.schemas.event.SourceEvent;
import io.mainstem.schemas.event.Via;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Source events of the toy business: one at a time, or a seeded history of many. */
public final class ToyEvents {
  static final Instant MORNING = Instant.parse("2026-03-02T09:00:00Z");

  private static final int RECORDS = 6;
  private static final int VERSIONS = 4;

  static {
    TrustedClasses.install();
  }

  private ToyEvents() {}

  public static SourceEvent event(
      String connection, String object, String id, long version, String payload) {
    return SourceEvent.newBuilder()
        .setEventId(connection + "-" + object + "-" + id + "-" + version + "-" + payload.hashCode())
        .setConnection(connection)
        .setTool("toy")
        .setObject(object)
        .setSourceId(id)
        .setVersion(version)
        .setOperation(Operation.UPSERT)
        .setOccurredAt(MORNING.plusSeconds(version * 60))
        .setReceivedAt(MORNING.plusSeconds(version * 60 + 1))
        .setDeliveryId("d-" + connection + "-" + id + "-" + version)
        .setVia(Via.WEBHOOK)
        .setPayload(ByteBuffer.wrap(("id=" + id + ";" + payload).getBytes(StandardCharsets.UTF_8)))
        .build();
  }

  public static SourceEvent deleted(String connection, String object, String id, long version) {
    return SourceEvent.newBuilder(event(connection, object, id, version, "deleted="))
        .setOperation(Operation.DELETE)
        .setPayload(ByteBuffer.allocate(0))
        .build();
  }

  /** Its tool has made one of it and another record. */
  public static SourceEvent merged(
      String connection, String object, String id, long version, String into) {
    return SourceEvent.newBuilder(deleted(connection, object, id, version))
        .setMergedInto(into)
        .build();
  }

  /**
   * Histories of contacts, deals and payments in three tools: identifiers shared and changed,
   * versions that repeat, tie or say what does not fit, records deleted, merged by their tool, left
   * out and revived.
   */
  public static List<SourceEvent> history(Toy toy, long seed) {
    Random random = new Random(seed);
    List<SourceEvent> events = new ArrayList<>();
    for (String connection : toy.connections()) {
      for (int id = 0; id < RECORDS; id++) {
        String name = seed + "-" + id;
        for (int version = 1; version <= VERSIONS; version++) {
          events.add(contact(random, connection, name, version, seed));
          if (random.nextInt(8) == 0) {
            events.add(contact(random, connection, name, version, seed));
          }
          events.add(deal(random, connection, name, version, seed));
          events.add(payment(random, connection, name, version, seed));
        }
      }
    }
    return received(random, events);
  }

  private static SourceEvent contact(
      Random random, String connection, String name, int version, long seed) {
    if (random.nextInt(12) == 0) {
      return version % 2 == 0
          ? merged(connection, "contact", name, version, seed + "-" + version)
          : deleted(connection, "contact", name, version);
    }
    StringBuilder payload = new StringBuilder("name=Person ").append(random.nextInt(3));
    if (random.nextInt(3) > 0) {
      payload.append(";email=p").append(random.nextInt(8)).append('.').append(seed);
    }
    if (random.nextInt(3) == 0) {
      payload.append(";phone=+44").append(random.nextInt(8)).append(seed);
    }
    if (random.nextInt(2) == 0) {
      payload.append(";company=Company ").append(random.nextInt(4)).append(" of ").append(seed);
    }
    if (random.nextInt(15) == 0) {
      payload.append(";skip=1");
    }
    return event(connection, "contact", name, version, payload.toString());
  }

  private static SourceEvent deal(
      Random random, String connection, String name, int version, long seed) {
    if (random.nextInt(10) == 0) {
      return deleted(connection, "deal", name, version);
    }
    String status = List.of("OPEN", "OPEN", "WON", "LOST", "UNHEARD_OF").get(random.nextInt(5));
    return event(
        connection,
        "deal",
        name,
        version,
        "name=Deal " + name + ";status=" + status + ";contact=" + seed + "-" + version % RECORDS);
  }

  private static SourceEvent payment(
      Random random, String connection, String name, int version, long seed) {
    String till = "T" + random.nextInt(3) + "-" + seed;
    return event(
        connection,
        "payment",
        name,
        version,
        "till=" + till + ";tillName=Till " + random.nextInt(2));
  }

  /** When each event came to the door, unlike the order in which the stages read it. */
  private static List<SourceEvent> received(Random random, List<SourceEvent> events) {
    return events.stream()
        .map(
            event ->
                SourceEvent.newBuilder(event)
                    .setReceivedAt(MORNING.plusMillis(random.nextInt(600_000)))
                    .setOccurredAt(MORNING.plusMillis(random.nextInt(600_000)))
                    .build())
        .toList();
  }
}
