package io.mainstem.simulators.timeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mainstem.simulators.business.Business;
import io.mainstem.simulators.business.Calendar;
import io.mainstem.simulators.business.Client;
import io.mainstem.simulators.business.DealPlan;
import io.mainstem.simulators.business.Site;
import io.mainstem.simulators.business.Till;
import io.mainstem.simulators.timeline.Expected.Malformed;
import io.mainstem.simulators.timeline.Expected.TerminalCount;
import io.mainstem.simulators.timeline.Expected.WonDeal;
import io.mainstem.simulators.timeline.Happening.Noticed;
import io.mainstem.simulators.timeline.Happening.Reason;
import io.mainstem.simulators.timeline.Happening.RecordChanged;
import io.mainstem.simulators.timeline.Happening.RecordDeleted;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Folds the happenings of the first days into what must be true after them. */
final class Reckoning {
  private final Timeline timeline;
  private final Business business;
  private final int days;
  private final Map<String, Map<String, ObjectNode>> shelves = new LinkedHashMap<>();
  private final People people = new People();
  private final List<Malformed> malformed = new ArrayList<>();
  private final List<WonDeal> won = new ArrayList<>();
  private int repeated;
  private int late;

  Reckoning(Timeline timeline, int days) {
    this.timeline = timeline;
    this.business = timeline.business();
    this.days = days;
    timeline.opening().forEach(this::take);
    for (int day = 0; day < days; day++) {
      timeline.day(day).forEach(this::take);
    }
  }

  Expected expected() {
    int weeks = (days + 6) / 7;
    int weekDays = Math.max(1, weeks) * 7;
    List<ShiftRow> worked = new ArrayList<>();
    for (int day = 0; day < days; day++) {
      for (Site site : business.sites()) {
        worked.addAll(timeline.rota().workedAt(day, site));
      }
    }
    int planned = 0;
    for (int day = 0; day < weekDays; day++) {
      planned += timeline.rota().planned(day).size();
    }
    long called = worked.stream().filter(Rota::cover).count();
    return new Expected(
        business.seed(),
        days,
        by(SquareRecords.ORDERS, "state"),
        by(SquareRecords.PAYMENTS, "status"),
        netSales(),
        labour(true),
        labour(false),
        terminals(),
        business.sites().size(),
        business.sites().stream().mapToInt(site -> site.staff().size()).sum(),
        planned + (int) called,
        worked.size(),
        weekDays * business.sites().size(),
        people.living(),
        people.gone(),
        people.records(),
        business.clients().size(),
        by(Crm.DEALS, "properties/dealstage"),
        by(XeroRecords.INVOICES, "Status"),
        won,
        malformed,
        repeated,
        late);
  }

  private void take(Happening happening) {
    switch (happening) {
      case RecordChanged changed when changed.oddity() != null ->
          malformed.add(
              new Malformed(
                  changed.tool().connection(),
                  changed.shelf(),
                  changed.id(),
                  changed.oddity().name(),
                  day(changed.at())));
      case RecordChanged changed -> changed(changed);
      case RecordDeleted deleted -> {
        shelf(deleted.shelf()).remove(deleted.id());
        people.deleted(deleted.tool(), deleted.id());
      }
      case Noticed noticed when noticed.oddity() != null ->
          malformed.add(
              new Malformed(
                  noticed.notice().tool().connection(),
                  null,
                  null,
                  noticed.oddity().name(),
                  day(noticed.at())));
      case Noticed noticed -> {
        repeated += noticed.reason() == Reason.REPEATED ? 1 : 0;
        late += noticed.reason() == Reason.LATE ? 1 : 0;
      }
      case Happening.ShiftChanged shift -> {}
      case Happening.WeekPublished week -> {}
      case Happening.Told told -> {}
    }
  }

  private void changed(RecordChanged changed) {
    String shelf =
        changed.tool() == Tool.XERO && changed.shelf().equals(XeroRecords.CONTACTS)
            ? "xero-contacts"
            : changed.shelf();
    shelf(shelf).put(changed.id(), changed.record());
    people.take(changed);
    if (changed.shelf().equals(Crm.DEALS)
        && changed.record().at("/properties/dealstage").asText().equals(DealPlan.WON)) {
      won.add(wonDeal(changed));
    }
  }

  private WonDeal wonDeal(RecordChanged changed) {
    JsonNode properties = changed.record().path("properties");
    String companyId = changed.record().at("/associations/companies/results/0/id").asText();
    Client client =
        business.clients().stream()
            .filter(c -> c.companyId().equals(companyId))
            .findFirst()
            .orElseThrow();
    return new WonDeal(
        changed.id(),
        properties.path("dealname").asText(),
        client.name(),
        client.xeroContactId(),
        client.xeroContactId() == null ? null : client.booksName(),
        business.contactOf(client).email(),
        new BigDecimal(properties.path("amount").asText()),
        properties.path("deal_currency_code").asText(),
        day(changed.at()));
  }

  private SortedMap<String, SortedMap<LocalDate, BigDecimal>> netSales() {
    Map<String, String> names = new LinkedHashMap<>();
    business.sites().forEach(site -> names.put(site.locationId(), site.name()));
    SortedMap<String, SortedMap<LocalDate, BigDecimal>> sums = new TreeMap<>();
    for (ObjectNode order : shelf(SquareRecords.ORDERS).values()) {
      if (!"COMPLETED".equals(order.path("state").asText())) {
        continue;
      }
      long net =
          pence(order, "total_money")
              - pence(order, "total_tax_money")
              - pence(order, "total_tip_money")
              - pence(order, "total_service_charge_money");
      String site = names.getOrDefault(order.path("location_id").asText(), "?");
      LocalDate day = day(Instant.parse(order.path("created_at").asText()));
      sums.computeIfAbsent(site, s -> new TreeMap<>())
          .merge(day, BigDecimal.valueOf(net, 2), BigDecimal::add);
    }
    return sums;
  }

  private static long pence(ObjectNode order, String money) {
    return order.path(money).path("amount").asLong();
  }

  private SortedMap<String, SortedMap<LocalDate, BigDecimal>> labour(boolean cost) {
    SortedMap<String, SortedMap<LocalDate, BigDecimal>> sums = new TreeMap<>();
    for (int day = 0; day < days; day++) {
      for (Site site : business.sites()) {
        long pence =
            cost
                ? timeline.rota().workedAt(day, site).stream().mapToLong(ShiftRow::costPence).sum()
                : timeline.rota().budgetPence(day, site);
        sums.computeIfAbsent(site.name(), s -> new TreeMap<>())
            .put(Calendar.date(day), BigDecimal.valueOf(pence, 2));
      }
    }
    return sums;
  }

  private List<TerminalCount> terminals() {
    List<TerminalCount> counts = new ArrayList<>();
    Collection<ObjectNode> payments = shelf(SquareRecords.PAYMENTS).values();
    for (Site site : business.sites()) {
      for (Till till : site.tills()) {
        List<ObjectNode> here =
            payments.stream()
                .filter(p -> p.at("/device_details/device_id").asText().equals(till.deviceId()))
                .toList();
        long voided =
            here.stream().filter(p -> "CANCELED".equals(p.path("status").asText())).count();
        counts.add(
            new TerminalCount(
                site.name(), till.deviceId(), till.name(), here.size(), (int) voided));
      }
    }
    return counts;
  }

  private SortedMap<String, Integer> by(String shelf, String path) {
    SortedMap<String, Integer> counts = new TreeMap<>();
    shelf(shelf)
        .values()
        .forEach(record -> counts.merge(record.at("/" + path).asText(), 1, Integer::sum));
    return counts;
  }

  private Map<String, ObjectNode> shelf(String name) {
    return shelves.computeIfAbsent(name, n -> new LinkedHashMap<>());
  }

  private static LocalDate day(Instant at) {
    return Calendar.local(at).toLocalDate();
  }
}
