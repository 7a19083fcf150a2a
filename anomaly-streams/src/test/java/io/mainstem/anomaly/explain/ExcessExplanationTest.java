package io.mainstem.anomaly.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstem.anomaly.detect.Figures.AgainstTarget;
import io.mainstem.anomaly.metric.Item;
import io.mainstem.schemas.event.Evidence;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ExcessExplanationTest {
  private static final LocalDate MONDAY = LocalDate.of(2026, 3, 2);
  private static final LocalDate TUESDAY = MONDAY.plusDays(1);
  private static final LocalDate WEDNESDAY = MONDAY.plusDays(2);
  private static final Noun SHIFTS = new Noun("shift", "shifts");

  @Test
  void shouldNameTheFewShiftsThatExplainMostOfIt() {
    List<Item> items = ordinaryShifts();
    items.add(item("shf_a", TUESDAY, "400", "150"));
    items.add(item("shf_b", WEDNESDAY, "380", "150"));
    items.add(item("shf_c", WEDNESDAY, "370", "150"));

    Explained explained = ExcessExplanation.of(over("1240"), items, SHIFTS, "GBP");

    assertThat(explained.text())
        .isEqualTo("£1,240 so far; three shifts on Tuesday and Wednesday explain most of it.");
    assertThat(explained.evidence())
        .extracting(Evidence::getId)
        .containsExactly("shf_a", "shf_b", "shf_c");
    assertThat(explained.evidence().getFirst().getLabel()).isEqualTo("Chef, Tuesday 3 March");
    assertThat(explained.evidence().getFirst().getValue()).isEqualTo("£400, planned £150");
  }

  @Test
  void shouldSayWhenTheShiftWasNeverPlanned() {
    List<Item> items = ordinaryShifts();
    items.add(item("shf_a", TUESDAY, "300", null));

    Explained explained = ExcessExplanation.of(over("400"), items, SHIFTS, "GBP");

    assertThat(explained.text())
        .isEqualTo("£400 so far; one unplanned shift on Tuesday explains most of it.");
    assertThat(explained.evidence().getFirst().getValue()).isEqualTo("£300, unplanned");
  }

  @Test
  void shouldSayWhenThePlanItselfWasAboveTarget() {
    List<Item> items = new ArrayList<>();
    for (int shift = 0; shift < 20; shift++) {
      items.add(item("shf_" + shift, MONDAY, "115", "115"));
    }
    var figures =
        new AgainstTarget(
            new BigDecimal("2300"), new BigDecimal("2000"), new TreeSet<>(List.of(MONDAY)));

    assertThat(ExcessExplanation.of(figures, items, SHIFTS, "GBP").text())
        .isEqualTo("£300 so far; the plan itself was £300 above target.");
  }

  @Test
  void shouldTellThePlanFromWhatCameOnTop() {
    List<Item> items = new ArrayList<>();
    for (int shift = 0; shift < 20; shift++) {
      items.add(item("shf_" + shift, MONDAY, "120", "110"));
    }
    var figures =
        new AgainstTarget(
            new BigDecimal("2400"), new BigDecimal("2000"), new TreeSet<>(List.of(MONDAY)));

    assertThat(ExcessExplanation.of(figures, items, SHIFTS, "GBP").text())
        .isEqualTo(
            "£400 so far: £200 was planned above target,"
                + " £200 came on top as 20 shifts went beyond plan.");
  }

  @Test
  void shouldSayWhenManySmallOverrunsAddUp() {
    List<Item> items = new ArrayList<>();
    for (int shift = 0; shift < 40; shift++) {
      items.add(item("shf_" + shift, MONDAY, shift < 30 ? "110" : "100", "100"));
    }

    assertThat(ExcessExplanation.of(over("300"), items, SHIFTS, "GBP").text())
        .isEqualTo("£300 so far, spread over 40 shifts; 30 went beyond plan.");
  }

  @Test
  void shouldLeaveOutShiftsOfDaysThatWereNotCompared() {
    List<Item> items = new ArrayList<>(List.of(item("shf_a", MONDAY.plusDays(6), "900", null)));

    assertThat(ExcessExplanation.of(over("500"), items, SHIFTS, "GBP").evidence()).isEmpty();
  }

  private static AgainstTarget over(String amount) {
    BigDecimal target = new BigDecimal("6000");
    return new AgainstTarget(
        target.add(new BigDecimal(amount)),
        target,
        new TreeSet<>(List.of(MONDAY, TUESDAY, WEDNESDAY)));
  }

  private static List<Item> ordinaryShifts() {
    List<Item> items = new ArrayList<>();
    for (int shift = 0; shift < 30; shift++) {
      items.add(item("shf_ordinary_" + shift, MONDAY, "121", "120"));
    }
    return items;
  }

  private static Item item(String id, LocalDate day, String value, @Nullable String plan) {
    return new Item(
        "shift",
        id,
        day,
        "Chef",
        new BigDecimal(value),
        plan == null ? null : new BigDecimal(plan));
  }
}
