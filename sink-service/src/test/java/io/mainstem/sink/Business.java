package io.mainstem.sink;

import io.mainstem.connections.Workspace;
import io.mainstem.connections.WorkspaceException;
import io.mainstem.schemas.AliasId;
import io.mainstem.schemas.canonical.Company;
import io.mainstem.schemas.canonical.Deal;
import io.mainstem.schemas.canonical.DealStatus;
import io.mainstem.schemas.canonical.Email;
import io.mainstem.schemas.canonical.Money;
import io.mainstem.schemas.canonical.Person;
import io.mainstem.schemas.canonical.PersonName;
import io.mainstem.schemas.canonical.Ref;
import io.mainstem.schemas.event.Change;
import io.mainstem.schemas.event.ChangeKind;
import io.mainstem.schemas.event.Insight;
import io.mainstem.schemas.event.InsightState;
import io.mainstem.schemas.event.Severity;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The restaurant group as the repository ships it, and a plainly invented deal in it. */
public record Business(String run) {
  public static final Instant WON_AT = Instant.parse("2026-03-03T15:30:00Z");

  /** With these variables set on top of placeholders for every secret. */
  public static Workspace workspace(Map<String, String> environment) throws WorkspaceException {
    Map<String, String> complete = new HashMap<>();
    for (String name :
        List.of("XERO_WEBHOOK_KEY", "XERO_ACCESS_TOKEN", "XERO_TENANT_ID", "SLACK_BOT_TOKEN")) {
      complete.put(name, "invented");
    }
    complete.put("SLACK_CHANNEL", "C0INVENTED");
    complete.putAll(environment);
    return Workspace.load(
        Path.of(System.getProperty("mainstem.root"), "workspaces", "restaurant-group"),
        complete::get);
  }

  public String dealId() {
    return AliasId.of("deal", "crm", "deal", run);
  }

  public String companyId() {
    return AliasId.of("company", "crm", "company", run);
  }

  public String personId() {
    return AliasId.of("person", "crm", "contact", run);
  }

  public Deal deal() {
    return Deal.newBuilder()
        .setId(dealId())
        .setVersion(2)
        .setUpdatedAt(WON_AT)
        .setOccurredAt(WON_AT)
        .setName("Summer party for 80")
        .setCompany(new Ref(companyId(), null))
        .setPrimaryContact(new Ref(personId(), null))
        .setStatus(DealStatus.WON)
        .setAmount(new Money(new BigDecimal("2450.0000"), "GBP"))
        .build();
  }

  public Company company() {
    return Company.newBuilder()
        .setId(companyId())
        .setVersion(1)
        .setUpdatedAt(WON_AT)
        .setTradingName("Paper Lantern Events " + run)
        .build();
  }

  public Person person() {
    return Person.newBuilder()
        .setId(personId())
        .setVersion(1)
        .setUpdatedAt(WON_AT)
        .setName(
            PersonName.newBuilder()
                .setFull("Ada Example")
                .setGiven("Ada")
                .setFamily("Example")
                .build())
        .setEmails(List.of(new Email("ada." + run + "@example.com", null)))
        .build();
  }

  public Change won() {
    return Change.newBuilder()
        .setEntity("deal")
        .setId(dealId())
        .setVersion(2)
        .setKind(ChangeKind.UPDATED)
        .setEvents(List.of("deal.won"))
        .setOccurredAt(WON_AT)
        .setAt(WON_AT)
        .setCausedBy("event-" + run)
        .setConnection("crm")
        .build();
  }

  public Insight insight(InsightState state, long version) {
    return Insight.newBuilder()
        .setId("ins_" + run)
        .setVersion(version)
        .setDetector("labour_above_target")
        .setMetric("labour_cost")
        .setSeverity(Severity.WARNING)
        .setState(state)
        .setScope(Map.of("site", "sit_invented"))
        .setWindowStart(WON_AT)
        .setWindowEnd(WON_AT)
        .setObserved(1180)
        .setExpected(1000)
        .setDeviation(0.18)
        .setUnit("GBP")
        .setConfidence(1)
        .setSentence("Labour costs at Site B are 18% above target this week. " + run)
        .setExplanation("Three shifts explain most of it.")
        .setOpenedAt(WON_AT)
        .setUpdatedAt(WON_AT)
        .build();
  }
}
