package io.mainstem.connections.identity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/**
 * Estimates from a business's own records, which nobody has labelled, how often pairs of one thing
 * and pairs of two agree so far. After Fellegi and Sunter as Splink does it: u from random pairs, m
 * by expectation maximisation over the pairs of one block rule at a time. What pairs agree in by
 * being in a block is not estimated from them; what several rules say is averaged, each by the
 * pairs of one thing it found. The same records and seed give the same estimate.
 */
public final class Estimator {
  /** Fewer records tell too little. */
  public static final int LEAST_RECORDS = 100;

  /** Pairs of one thing that a comparison's levels must rest on. */
  public static final int LEAST_PAIRS = 50;

  private static final int RANDOM_PAIRS = 500_000;
  private static final int BLOCK_PAIRS = 500_000;
  private static final int MAX_BLOCK = 100;
  private static final int MAX_ROUNDS = 500;
  private static final double SETTLED = 1e-6;
  private static final double FIRST_SHARE = 0.1;

  /** The shares of before count as so many pairs, so that what is rare is never impossible. */
  private static final double PAIRS_OF_BEFORE = 10;

  private static final double LEAST_SHARE = 1e-6;

  private final List<Comparison> comparisons;
  private final Matcher matcher;
  private final List<Profile> profiles;
  private final long seed;

  private Estimator(Matcher matcher, List<Profile> profiles, long seed) {
    this.comparisons = matcher.comparisons();
    this.matcher = matcher;
    this.profiles = List.copyOf(profiles);
    this.seed = seed;
  }

  /**
   * What one comparison's levels came to.
   *
   * @param levels as estimated
   * @param pairs of one thing they rest on
   */
  public record Estimate(String comparison, List<Level> levels, long pairs) {
    public Estimate {
      levels = List.copyOf(levels);
    }
  }

  /**
   * By comparison's name; without those that too few pairs speak to, and those that have no levels
   * because they weigh words.
   *
   * @param profiles by the matcher's comparisons
   */
  public static Map<String, Estimate> estimate(Matcher matcher, List<Profile> profiles, long seed) {
    if (profiles.size() < LEAST_RECORDS) {
      return Map.of();
    }
    return new Estimator(matcher, profiles, seed).estimate();
  }

  private Map<String, Estimate> estimate() {
    double[][] u = ofRandomPairs();
    List<RuleEstimate> byRule =
        matcher.blocks().stream().flatMap(rule -> ofRule(rule, u).stream()).toList();
    Map<String, Estimate> estimates = new TreeMap<>();
    for (int i = 0; i < comparisons.size(); i++) {
      average(i, u[i], byRule)
          .ifPresent(estimate -> estimates.put(estimate.comparison(), estimate));
    }
    return Collections.unmodifiableMap(estimates);
  }

  private Optional<Estimate> average(int at, double[] u, List<RuleEstimate> byRule) {
    double pairs = byRule.stream().mapToDouble(rule -> rule.pairs(at)).sum();
    if (comparisons.get(at).likeness().isWords() || pairs < LEAST_PAIRS) {
      return Optional.empty();
    }
    List<Level> levels = new ArrayList<>();
    for (int level = 0; level < u.length; level++) {
      double m = 0;
      for (RuleEstimate rule : byRule) {
        m += rule.m(at, level) * rule.pairs(at) / pairs;
      }
      String name = comparisons.get(at).levels().get(level).name();
      levels.add(new Level(name, share(m), share(u[level])));
    }
    return Optional.of(new Estimate(comparisons.get(at).name(), levels, Math.round(pairs)));
  }

  /** Of so many random pairs next to none are one thing. */
  private double[][] ofRandomPairs() {
    Random random = new Random(seed);
    double[][] counts = noCounts();
    for (int n = 0; n < RANDOM_PAIRS; n++) {
      int left = random.nextInt(profiles.size());
      int right = random.nextInt(profiles.size());
      if (left != right) {
        int[] levels = matcher.levels(profiles.get(left), profiles.get(right));
        for (int i = 0; i < levels.length; i++) {
          if (levels[i] >= 0) {
            counts[i][levels[i]]++;
          }
        }
      }
    }
    return shares(counts, false);
  }

  /** What the pairs of one rule tell; nothing where they are too few. */
  private Optional<RuleEstimate> ofRule(BlockRule rule, double[][] u) {
    boolean[] open = new boolean[comparisons.size()];
    Arrays.fill(open, true);
    rule.parts().forEach(part -> open[part.comparison()] = false);
    Map<String, Long> pairs = pairs(rule);
    double[][] m = shares(noCounts(), true);
    double share = FIRST_SHARE;
    double[][] ones = noCounts();
    for (int round = 0; round < MAX_ROUNDS; round++) {
      ones = noCounts();
      double found = 0;
      double all = 0;
      for (Map.Entry<String, Long> each : pairs.entrySet()) {
        double probability = probability(each.getKey(), open, share, m, u);
        found += probability * each.getValue();
        all += each.getValue();
        count(ones, each.getKey(), probability * each.getValue());
      }
      if (found < LEAST_PAIRS) {
        return Optional.empty();
      }
      double[][] next = shares(ones, true);
      double moved = Math.max(distance(m, next), Math.abs(share - found / all));
      m = next;
      share = Math.min(found / all, 1 - LEAST_SHARE);
      if (moved < SETTLED) {
        break;
      }
    }
    return Optional.of(new RuleEstimate(open, m, ones));
  }

  private double probability(
      String pattern, boolean[] open, double share, double[][] m, double[][] u) {
    double one = share;
    double two = 1 - share;
    for (int i = 0; i < open.length; i++) {
      int level = pattern.charAt(i) - 1;
      if (open[i] && level >= 0) {
        one *= m[i][level];
        two *= u[i][level];
      }
    }
    return one / (one + two);
  }

  /** How often pairs of the rule's blocks agree in which way: a character for each comparison. */
  private Map<String, Long> pairs(BlockRule rule) {
    Map<String, List<Profile>> blocks = new TreeMap<>();
    for (Profile profile : profiles) {
      if (profile.values().size() == comparisons.size()) {
        rule.keys(profile.values())
            .forEach(key -> blocks.computeIfAbsent(key, k -> new ArrayList<>()).add(profile));
      }
    }
    List<List<Profile>> shuffled = new ArrayList<>(blocks.values());
    Collections.shuffle(shuffled, new Random(seed));
    Map<String, Long> pairs = new HashMap<>();
    int left = BLOCK_PAIRS;
    for (List<Profile> block : shuffled) {
      if (block.size() <= MAX_BLOCK && left > 0) {
        for (int i = 0; i < block.size(); i++) {
          for (int j = i + 1; j < block.size(); j++) {
            pairs.merge(pattern(matcher.levels(block.get(i), block.get(j))), 1L, Long::sum);
            left--;
          }
        }
      }
    }
    // In one order: sums of doubles depend on it.
    return new TreeMap<>(pairs);
  }

  private static String pattern(int[] levels) {
    StringBuilder pattern = new StringBuilder();
    for (int level : levels) {
      pattern.append((char) (level + 1));
    }
    return pattern.toString();
  }

  private static void count(double[][] counts, String pattern, double pairs) {
    for (int i = 0; i < counts.length; i++) {
      int level = pattern.charAt(i) - 1;
      if (level >= 0) {
        counts[i][level] += pairs;
      }
    }
  }

  private double[][] noCounts() {
    return comparisons.stream()
        .map(comparison -> new double[comparison.levels().size()])
        .toArray(double[][]::new);
  }

  /** Of one thing (m) or of two (u). */
  private double[][] shares(double[][] counts, boolean ofOne) {
    double[][] shares = noCounts();
    for (int i = 0; i < counts.length; i++) {
      List<Level> before = comparisons.get(i).levels();
      double known = before.stream().mapToDouble(ofOne ? Level::m : Level::u).sum();
      double all = Arrays.stream(counts[i]).sum() + PAIRS_OF_BEFORE;
      for (int level = 0; level < counts[i].length; level++) {
        double usual = (ofOne ? before.get(level).m() : before.get(level).u()) / known;
        shares[i][level] = (counts[i][level] + PAIRS_OF_BEFORE * usual) / all;
      }
    }
    return shares;
  }

  private static double distance(double[][] one, double[][] other) {
    double most = 0;
    for (int i = 0; i < one.length; i++) {
      for (int level = 0; level < one[i].length; level++) {
        most = Math.max(most, Math.abs(one[i][level] - other[i][level]));
      }
    }
    return most;
  }

  private static double share(double share) {
    return Math.clamp(share, LEAST_SHARE, 1 - LEAST_SHARE);
  }

  /** What the pairs of one rule came to. */
  private static final class RuleEstimate {
    private final boolean[] open;
    private final double[][] m;
    private final double[][] ones;

    RuleEstimate(boolean[] open, double[][] m, double[][] ones) {
      this.open = open;
      this.m = m;
      this.ones = ones;
    }

    /** Pairs of one thing that speak to this comparison; none where the rule itself does. */
    double pairs(int at) {
      return open[at] ? Arrays.stream(ones[at]).sum() : 0;
    }

    double m(int at, int level) {
      return m[at][level];
    }
  }
}
