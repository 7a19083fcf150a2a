package io.mainstem.anomaly.stream;

import io.mainstem.anomaly.metric.TradingCalendar;
import io.mainstem.connections.expression.Business;
import io.mainstem.connections.expression.Expressions;
import io.mainstem.connections.metrics.Metrics;
import io.mainstem.connections.yaml.Problems;
import io.mainstem.connections.yaml.YamlDocument;
import io.mainstem.schemas.AliasId;
import io.mainstem.schemas.canonical.Money;
import io.mainstem.schemas.canonical.Payment;
import io.mainstem.schemas.canonical.PaymentKind;
import io.mainstem.schemas.canonical.PaymentStatus;
import io.mainstem.schemas.canonical.Ref;
import io.mainstem.schemas.canonical.Shift;
import io.mainstem.schemas.canonical.ShiftStatus;
import io.mainstem.schemas.canonical.Site;
import io.mainstem.schemas.canonical.Target;
import io.mainstem.schemas.canonical.TargetPeriod;
import io.mainstem.schemas.canonical.Terminal;
import io.mainstem.schemas.event.Link;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** The restaurant group's metrics, and invented canonical records for them. */
final class Samples {
  static final LocalDate MONDAY = LocalDate.of(2026, 3, 2);
  static final ZoneId LONDON = ZoneId.of("Europe/London");
  static final TradingCalendar USUAL = new TradingCalendar(LONDON, LocalTime.of(4, 0));

  private Samples() {}

  static Metrics metrics() {
    Problems problems = new Problems();
    Path root = Path.of(System.getProperty("mainstem.root", ".."));
    Path file = root.resolve("workspaces/restaurant-group/metrics.yaml");
    Expressions expressions = Expressions.of(new Business("GBP", "GB", LONDON, LocalTime.of(4, 0)));
    Metrics metrics =
        Metrics.read(YamlDocument.read(file, "metrics.yaml", problems), expressions, problems);
    if (!problems.isEmpty()) {
      throw new AssertionError(problems.list().toString());
    }
    return metrics;
  }

  static Instant at(LocalDate day, int hour) {
    return day.atTime(hour, 0).toInstant(ZoneOffset.UTC);
  }

  static Money pounds(String amount) {
    return new Money(new BigDecimal(amount).setScale(4), "GBP");
  }

  static Site site(String id, String name) {
    return Site.newBuilder()
        .setId(id)
        .setVersion(1)
        .setUpdatedAt(at(MONDAY, 0))
        .setName(name)
        .setTimezone("Europe/London")
        .build();
  }

  static Terminal terminal(String id, String name) {
    return Terminal.newBuilder()
        .setId(id)
        .setVersion(1)
        .setUpdatedAt(at(MONDAY, 0))
        .setName(name)
        .build();
  }

  static String siteAlias(String connection, String id) {
    return AliasId.of("site", connection, "site", id);
  }

  static Link siteLink(String connection, String id, String canonicalId) {
    return Link.newBuilder()
        .setEntity("site")
        .setConnection(connection)
        .setObject("site")
        .setSourceId(id)
        .setAlias(siteAlias(connection, id))
        .setCanonicalId(canonicalId)
        .setRule("name")
        .setReason("same name")
        .setAt(at(MONDAY, 0))
        .build();
  }

  static Shift shift(
      String id,
      String site,
      LocalDate day,
      ShiftStatus status,
      @Nullable String plan,
      @Nullable String cost) {
    return Shift.newBuilder()
        .setId(id)
        .setVersion(1)
        .setOccurredAt(at(day, 22))
        .setUpdatedAt(at(day, 22))
        .setSite(new Ref(site, null))
        .setRole("Chef")
        .setStatus(status)
        .setPlannedCost(plan == null ? null : pounds(plan))
        .setActualCost(cost == null ? null : pounds(cost))
        .setBusinessDate(day)
        .build();
  }

  static Target budget(String id, String site, LocalDate day, String amount) {
    return Target.newBuilder()
        .setId(id)
        .setVersion(1)
        .setOccurredAt(at(MONDAY.minusDays(3), 12))
        .setUpdatedAt(at(MONDAY, 0))
        .setMetric("LABOUR_COST")
        .setSite(new Ref(site, null))
        .setPeriod(TargetPeriod.DAY)
        .setPeriodStart(day)
        .setValue(new BigDecimal(amount).setScale(6))
        .setUnit("GBP")
        .build();
  }

  static Payment payment(String id, String site, String terminal, LocalDate day, boolean voided) {
    return Payment.newBuilder()
        .setId(id)
        .setVersion(1)
        .setOccurredAt(at(day, 19))
        .setUpdatedAt(at(day, 19))
        .setKind(PaymentKind.PAYMENT)
        .setStatus(voided ? PaymentStatus.VOIDED : PaymentStatus.CAPTURED)
        .setAmount(pounds("18.40"))
        .setSite(new Ref(site, null))
        .setTerminal(new Ref(terminal, null))
        .setBusinessDate(day)
        .build();
  }
}
