package io.mainstem.anomaly.metric;

import java.time.LocalDate;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/** A metric's measures in one scope, day by day through one trading week. */
public record ScopeWeek(Scope scope, NavigableMap<LocalDate, Measures> days) {

  public ScopeWeek {
    days = Collections.unmodifiableNavigableMap(new TreeMap<>(days));
  }

  public static ScopeWeek empty(Scope scope) {
    return new ScopeWeek(scope, new TreeMap<>());
  }

  /** A day once counted is kept, even when its records have all left: then it counts nothing. */
  public ScopeWeek plus(LocalDate day, Measures change) {
    NavigableMap<LocalDate, Measures> sum = new TreeMap<>(days);
    sum.merge(day, change, Measures::plus);
    return new ScopeWeek(scope, sum);
  }

  /** Adds what was counted under another alias of the same scope. */
  public ScopeWeek plus(ScopeWeek other) {
    ScopeWeek sum = this;
    for (var day : other.days.entrySet()) {
      sum = sum.plus(day.getKey(), day.getValue());
    }
    return sum;
  }

  public ScopeWeek under(Scope otherScope) {
    return new ScopeWeek(otherScope, days);
  }

  public Measures total() {
    return total(_ -> true);
  }

  public Measures total(Predicate<LocalDate> counted) {
    return days.entrySet().stream()
        .filter(day -> counted.test(day.getKey()))
        .map(Map.Entry::getValue)
        .reduce(Measures.ZERO, Measures::plus);
  }

  /**
   * Trading days on which what came in can be held against the target: the day has a target, and
   * has ended, or all it announced has come in. A half-worked day against a whole day's target
   * would make the week look better than it is.
   */
  public NavigableSet<LocalDate> comparableDays(Predicate<LocalDate> ended) {
    NavigableSet<LocalDate> comparable = new TreeSet<>();
    days.forEach(
        (day, measures) -> {
          boolean complete = measures.count() > 0 && measures.pending() == 0;
          if (measures.targets() > 0 && (complete || ended.test(day))) {
            comparable.add(day);
          }
        });
    return comparable;
  }
}
