package io.mainstem.simulators.timeline;

import io.mainstem.simulators.business.Business;
import io.mainstem.simulators.business.Calendar;
import io.mainstem.simulators.business.Client;
import io.mainstem.simulators.business.InvoicePlan;
import io.mainstem.simulators.business.Person;
import io.mainstem.simulators.timeline.Happening.RecordChanged;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;

/** Accounting: contacts and the bookkeeper's own invoices. */
final class Books {
  private final Business business;
  private final XeroRecords xero;

  Books(Business business) {
    this.business = business;
    this.xero = new XeroRecords(business);
  }

  List<Happening> opening() {
    List<Happening> happenings = new ArrayList<>();
    Instant at = Calendar.instant(Calendar.opening());
    for (Client client : business.clients()) {
      if (client.xeroContactId() != null) {
        happenings.add(
            changed(
                XeroRecords.CONTACTS,
                client.xeroContactId(),
                xero.client(client, at),
                "CONTACT",
                true,
                at));
      }
    }
    happenings.addAll(newcomers(Calendar.opening()));
    for (InvoicePlan plan : business.invoices()) {
      if (plan.raisedAt().equals(Calendar.opening())) {
        happenings.add(invoice(plan, false, at));
      }
    }
    return happenings;
  }

  List<Happening> day(int day) {
    List<Happening> happenings =
        new ArrayList<>(
            newcomersBetween(
                Calendar.date(day).atStartOfDay(), Calendar.date(day + 1).atStartOfDay()));
    for (InvoicePlan plan : business.invoices()) {
      if (plan.raisedAt().toLocalDate().equals(Calendar.date(day))) {
        happenings.add(invoice(plan, false, Calendar.instant(plan.raisedAt())));
      }
      if (plan.paidAt() != null && plan.paidAt().toLocalDate().equals(Calendar.date(day))) {
        happenings.add(invoice(plan, true, Calendar.instant(plan.paidAt())));
      }
    }
    return happenings;
  }

  private List<Happening> newcomers(LocalDateTime at) {
    return newcomersBetween(at, at.plusSeconds(1));
  }

  private List<Happening> newcomersBetween(LocalDateTime from, LocalDateTime to) {
    List<Happening> happenings = new ArrayList<>();
    for (Person person : business.everyone()) {
      boolean now = !person.since().isBefore(from) && person.since().isBefore(to);
      if (person.xeroContactId() != null && now) {
        Instant at = Calendar.instant(person.since());
        happenings.add(
            changed(
                XeroRecords.CONTACTS,
                person.xeroContactId(),
                xero.person(person, at),
                "CONTACT",
                true,
                at));
      }
    }
    return happenings;
  }

  private Happening invoice(InvoicePlan plan, boolean paid, Instant at) {
    return changed(
        XeroRecords.INVOICES, plan.id(), xero.invoice(plan, paid, at), "INVOICE", !paid, at);
  }

  private static Happening changed(
      String shelf,
      String id,
      com.fasterxml.jackson.databind.node.ObjectNode record,
      String category,
      boolean created,
      Instant at) {
    return RecordChanged.of(
        at,
        Tool.XERO,
        shelf,
        id,
        record,
        new Notice.XeroEvent(category, created ? "CREATE" : "UPDATE", id, at));
  }
}
