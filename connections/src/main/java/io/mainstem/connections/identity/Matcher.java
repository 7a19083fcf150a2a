package io.mainstem.connections.identity;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Says how surely two records are one thing, after Fellegi and Sunter: every comparison adds its
 * weight in bits to the odds that any two records compared are one. A pure function.
 */
public final class Matcher {
  private final List<Comparison> comparisons;
  private final List<BlockRule> blocks;
  private final Map<String, Double> groups;
  private final double prior;
  private final double link;
  private final double ask;

  /**
   * @param groups most bits that the comparisons of a group may say together, for or against
   * @param prior probability that two records compared are one, before looking at them
   * @param link from this probability on they are
   * @param ask from this one on a person is asked
   */
  public Matcher(
      List<Comparison> comparisons,
      List<BlockRule> blocks,
      Map<String, Double> groups,
      double prior,
      double link,
      double ask) {
    this.comparisons = List.copyOf(comparisons);
    this.blocks = List.copyOf(blocks);
    this.groups = Map.copyOf(groups);
    this.prior = bits(prior);
    this.link = bits(link);
    this.ask = bits(ask);
  }

  public List<Comparison> comparisons() {
    return comparisons;
  }

  /** The profile of raw values, one list for each comparison. */
  public Profile profile(List<List<String>> raw) {
    List<List<String>> values = new ArrayList<>();
    for (int i = 0; i < comparisons.size(); i++) {
      Likeness likeness = comparisons.get(i).likeness();
      values.add(
          raw.get(i).stream()
              .map(likeness::plain)
              .filter(value -> !value.isEmpty())
              .distinct()
              .toList());
    }
    Set<String> keys = new LinkedHashSet<>();
    blocks.forEach(block -> keys.addAll(block.keys(values)));
    return new Profile(values, List.copyOf(keys));
  }

  /** Bits for (above 0) or against it that both are one thing. */
  public double weight(Profile left, Profile right) {
    double total = prior;
    Map<String, Double> shared = new HashMap<>();
    for (int i = 0; i < comparisons.size(); i++) {
      if (bothSay(i, left, right)) {
        double weight = weight(i, left, right);
        String group = comparisons.get(i).group();
        if (group == null) {
          total += weight;
        } else {
          shared.merge(group, weight, Double::sum);
        }
      }
    }
    for (Map.Entry<String, Double> each : shared.entrySet()) {
      double limit = groups.getOrDefault(each.getKey(), Double.MAX_VALUE);
      total += Math.clamp(each.getValue(), -limit, limit);
    }
    return total;
  }

  /** Whether there is anything both records say something of. */
  public boolean canCompare(Profile left, Profile right) {
    for (int i = 0; i < comparisons.size(); i++) {
      if (bothSay(i, left, right)) {
        return true;
      }
    }
    return false;
  }

  public boolean links(double weight) {
    return weight >= link;
  }

  public boolean asks(double weight) {
    return weight >= ask && weight < link;
  }

  /** The probability that stands for so many bits. */
  public static double probability(double weight) {
    return 1 / (1 + Math.pow(2, -weight));
  }

  /** What each comparison both records speak to says of them, in the order of the model. */
  public List<Evidence> evidence(Profile left, Profile right) {
    List<Evidence> all = new ArrayList<>();
    for (int i = 0; i < comparisons.size(); i++) {
      if (bothSay(i, left, right)) {
        double bits = weight(i, left, right);
        Comparison comparison = comparisons.get(i);
        String words =
            comparison.likeness() == Likeness.WORDS
                ? Words.inWords(bits)
                : comparison.levels().get(level(i, left, right)).name();
        all.add(new Evidence(comparison.name(), words, bits));
      }
    }
    return all;
  }

  private static boolean bothSay(int i, Profile left, Profile right) {
    return says(i, left) && says(i, right);
  }

  /** A profile of a record that is gone says nothing at all. */
  private static boolean says(int i, Profile profile) {
    return i < profile.values().size() && !profile.values().get(i).isEmpty();
  }

  private double weight(int i, Profile left, Profile right) {
    Comparison comparison = comparisons.get(i);
    return comparison.likeness() == Likeness.WORDS
        ? Words.weight(left.values().get(i), right.values().get(i))
        : comparison.levels().get(level(i, left, right)).weight();
  }

  private int level(int i, Profile left, Profile right) {
    Comparison comparison = comparisons.get(i);
    int level = comparison.level(left.values().get(i), right.values().get(i));
    int exchanged = comparison.likeness().exchanged();
    boolean swapped =
        comparison.exchanged() >= 0
            && level > exchanged
            && meet(left, i, right, comparison.exchanged())
            && meet(right, i, left, comparison.exchanged());
    return swapped ? exchanged : level;
  }

  private static boolean meet(Profile one, int at, Profile other, int there) {
    return one.values().get(at).stream().anyMatch(other.values().get(there)::contains);
  }

  private static double bits(double probability) {
    return Level.bits(probability / (1 - probability));
  }
}
