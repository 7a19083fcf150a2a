package io.mainstem.simulators.play;

import com.fasterxml.jackson.databind.JsonNode;
import io.mainstem.simulators.business.Business;
import io.mainstem.simulators.business.Calendar;
import io.mainstem.simulators.business.Site;
import io.mainstem.simulators.business.Till;
import io.mainstem.simulators.timeline.Happening;
import io.mainstem.simulators.timeline.Happening.RecordChanged;
import io.mainstem.simulators.timeline.Rota;
import io.mainstem.simulators.timeline.ShiftRow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Tells the story in plain lines. */
final class Narrator {
  private static final Duration LATE = Duration.ofMinutes(30);
  private final Business business;
  private final Rota rota;
  private final Consumer<String> out;

  Narrator(Business business, Rota rota, Consumer<String> out) {
    this.business = business;
    this.rota = rota;
    this.out = out;
  }

  void tell(String line) {
    out.accept(line);
  }

  void tell(Instant at, String line) {
    out.accept(Calendar.spoken(Calendar.local(at).toLocalDate()) + "  " + line);
  }

  /** A write that a tool took from outside. */
  void written(Instant at, JsonNode entry) {
    if (!entry.path("outcome").asText().equals("applied")) {
      return;
    }
    JsonNode record = entry.path("record");
    switch (entry.path("shelf").asText()) {
      case "Invoices" ->
          tell(
              at,
              Calendar.clock(at)
                  + "  accounting now holds "
                  + record.path("InvoiceNumber").asText()
                  + ", "
                  + record.path("Status").asText().toLowerCase(Locale.ROOT)
                  + ", for "
                  + record.at("/Contact/Name").asText()
                  + ": "
                  + pounds(record.path("SubTotal").decimalValue().movePointRight(2).longValue())
                  + " net");
      case "Contacts" ->
          tell(at, Calendar.clock(at) + "  accounting now knows " + record.path("Name").asText());
      default -> {
        if (entry.path("tool").asText().equals("slack")) {
          tell(at, Calendar.clock(at) + "  chat: " + record.path("text").asText());
        }
      }
    }
  }

  /** One line a site, when the day is over. */
  void dayOver(int day, List<Happening> happenings) {
    for (Site site : business.sites()) {
      List<JsonNode> orders = records(happenings, "orders", site, "COMPLETED");
      long pence = orders.stream().mapToLong(o -> o.at("/total_money/amount").asLong()).sum();
      List<String> parts = new ArrayList<>();
      parts.add(orders.size() + " sales, " + pounds(pence));
      long late = stayedLate(day, site);
      if (late > 0) {
        parts.add(late + " staff stayed on late");
      }
      for (Till till : site.tills()) {
        long voids =
            records(happenings, "payments", site, "CANCELED").stream()
                .filter(p -> p.at("/device_details/device_id").asText().equals(till.deviceId()))
                .count();
        if (voids > 1) {
          parts.add(till.name() + " voided " + voids + " payments");
        }
      }
      tell(
          Calendar.spoken(Calendar.date(day))
              + "  "
              + site.name()
              + ": "
              + String.join("; ", parts));
    }
  }

  private long stayedLate(int day, Site site) {
    return rota.workedAt(day, site).stream().filter(Narrator::late).count();
  }

  private static boolean late(ShiftRow row) {
    Instant end = row.actualEnd();
    return end != null && end.isAfter(row.plannedEnd().plus(LATE));
  }

  private static List<JsonNode> records(
      List<Happening> happenings, String shelf, Site site, String status) {
    List<JsonNode> found = new ArrayList<>();
    for (Happening happening : happenings) {
      if (happening instanceof RecordChanged changed && changed.shelf().equals(shelf)) {
        JsonNode record = changed.record();
        boolean there = record.path("location_id").asText().equals(site.locationId());
        String state = record.path(shelf.equals("orders") ? "state" : "status").asText();
        if (there && state.equals(status)) {
          found.add(record);
        }
      }
    }
    return found;
  }

  private static String pounds(long pence) {
    return String.format(Locale.UK, "£%,.0f", pence / 100.0);
  }
}
