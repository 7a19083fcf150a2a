package io.mainstem.anomaly.explain;

import io.mainstem.anomaly.detect.Figures.AgainstTarget;
import io.mainstem.anomaly.metric.Item;
import io.mainstem.schemas.event.Evidence;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What explains an amount above target: the few records that went furthest beyond their plan, or a
 * plan that was above target itself, or many small overruns, or both of these.
 */
public final class ExcessExplanation {
  /** More records than this do not explain anything to a reader. */
  static final int MOST_NAMED = 5;

  /** Records shown when no few of them explain it. */
  static final int MOST_SHOWN = 10;

  private static final BigDecimal TWO = BigDecimal.valueOf(2);
  private static final BigDecimal TEN = BigDecimal.TEN;
  private static final Comparator<Item> FURTHEST_FIRST =
      Comparator.comparing(Item::excess).reversed().thenComparing(Item::id);

  private ExcessExplanation() {}

  /**
   * The words and the records behind them.
   *
   * @param items the metric's records in this scope and week
   * @param noun what they are called
   */
  public static Explained of(AgainstTarget figures, List<Item> items, Noun noun, String currency) {
    List<Item> counted =
        items.stream()
            .filter(item -> figures.days().contains(item.day()))
            .sorted(FURTHEST_FIRST)
            .toList();
    BigDecimal over = figures.atStake();
    String soFar = HouseStyle.money(over, currency) + " so far";
    List<Item> few = fewThatExplainMost(counted, over);
    if (!few.isEmpty()) {
      return new Explained(soFar + "; " + namedFew(few, noun), evidence(few, currency));
    }
    List<Item> most = counted.stream().limit(MOST_SHOWN).toList();
    BigDecimal planned =
        counted.stream()
            .map(item -> item.plan() == null ? BigDecimal.ZERO : item.plan())
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    BigDecimal plannedOver = planned.subtract(figures.target());
    BigDecimal onTop = over.subtract(plannedOver);
    long longer = counted.stream().filter(item -> item.excess().signum() > 0).count();
    if (plannedOver.multiply(TEN).compareTo(over) < 0) {
      return new Explained(
          "%s, spread over %s; %s went beyond plan."
              .formatted(soFar, noun.counted(counted.size()), HouseStyle.count(longer)),
          evidence(most, currency));
    }
    String inPlan = HouseStyle.money(plannedOver, currency);
    return onTop.multiply(TEN).compareTo(over) < 0
        ? new Explained(
            "%s; the plan itself was %s above target.".formatted(soFar, inPlan),
            evidence(most, currency))
        : new Explained(
            "%s: %s was planned above target, %s came on top as %s went beyond plan."
                .formatted(soFar, inPlan, HouseStyle.money(onTop, currency), noun.counted(longer)),
            evidence(most, currency));
  }

  private static List<Item> fewThatExplainMost(List<Item> furthestFirst, BigDecimal over) {
    List<Item> few = new ArrayList<>();
    BigDecimal explained = BigDecimal.ZERO;
    for (Item item : furthestFirst) {
      if (few.size() == MOST_NAMED || item.excess().signum() <= 0 || over.signum() <= 0) {
        return List.of();
      }
      few.add(item);
      explained = explained.add(item.excess());
      if (explained.multiply(TWO).compareTo(over) > 0) {
        return few;
      }
    }
    return List.of();
  }

  private static String namedFew(List<Item> few, Noun noun) {
    boolean unplanned = few.stream().allMatch(item -> item.plan() == null);
    return "%s%s %s %s most of it."
        .formatted(
            HouseStyle.count(few.size()) + (unplanned ? " unplanned " : " "),
            few.size() == 1 ? noun.one() : noun.many(),
            HouseStyle.onDays(few.stream().map(Item::day).toList()),
            few.size() == 1 ? "explains" : "explain");
  }

  private static List<Evidence> evidence(List<Item> items, String currency) {
    return items.stream()
        .map(
            item ->
                Evidence.newBuilder()
                    .setEntity(item.entity())
                    .setId(item.id())
                    .setLabel(item.label() + ", " + HouseStyle.day(item.day()))
                    .setValue(
                        HouseStyle.money(item.value(), currency)
                            + (item.plan() == null
                                ? ", unplanned"
                                : ", planned " + HouseStyle.money(item.plan(), currency)))
                    .build())
        .toList();
  }
}
