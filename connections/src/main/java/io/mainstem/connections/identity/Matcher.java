package io.mainstem.connections.identity;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Says how surely two records are one thing, after Fellegi and Sunter: every comparison adds its
 * weight in bits to the odds that any two records compared are one. A pure function.
 */
public final class Matcher {
  /** Most bits a group says of two that are told apart within it. */
  private static final double TOLD_APART = 4;

  private final List<Comparison> comparisons;
  private final List<BlockRule> blocks;
  private final List<String> groups;
  private final double[] limits;
  private final double prior;
  private final double link;
  private final double ask;

  /**
   * @param limits most bits that the comparisons of a group may say together, for or against
   * @param prior probability that two records compared are one, before looking at them
   * @param link from this probability on they are
   * @param ask from this one on a person is asked
   */
  public Matcher(
      List<Comparison> comparisons,
      List<BlockRule> blocks,
      Map<String, Double> limits,
      double prior,
      double link,
      double ask) {
    this.comparisons = List.copyOf(comparisons);
    this.blocks = List.copyOf(blocks);
    this.groups =
        comparisons.stream().map(Comparison::group).filter(Objects::nonNull).distinct().toList();
    this.limits =
        groups.stream()
            .mapToDouble(group -> limits.getOrDefault(group, Double.MAX_VALUE))
            .toArray();
    this.prior = bits(prior);
    this.link = bits(link);
    this.ask = bits(ask);
  }

  public List<Comparison> comparisons() {
    return comparisons;
  }

  List<BlockRule> blocks() {
    return blocks;
  }

  /** How far they agree in each comparison: its level, or -1 where there is none. */
  int[] levels(Profile left, Profile right) {
    int[] levels = new int[comparisons.size()];
    for (int i = 0; i < levels.length; i++) {
      boolean levelled = !comparisons.get(i).likeness().isWords() && bothSay(i, left, right);
      levels[i] = levelled ? level(i, left, right) : -1;
    }
    return levels;
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
    Compared pair = new Compared(left, right);
    double total = prior;
    double[] shared = new double[limits.length];
    for (int i = 0; i < comparisons.size(); i++) {
      if (pair.said[i]) {
        String group = pair.group(i);
        if (group == null) {
          total += pair.bits[i];
        } else {
          shared[groups.indexOf(group)] += pair.bits[i];
        }
      }
    }
    for (int i = 0; i < shared.length; i++) {
      double most = groups.get(i).equals(pair.apart) ? Math.min(limits[i], TOLD_APART) : limits[i];
      total += Math.clamp(shared[i], -limits[i], most);
    }
    return total;
  }

  /**
   * What two records say of each other, before it is added up.
   *
   * <p>People of one household share more than its group names, and some things tell them apart
   * ({@link Comparison#apart}). Where one of those differs, all else that agrees is what a
   * household can share: twins have one birthday, a father hands on his name. So it counts within
   * the group, and together that says little more than that they live together. And where of two
   * names that get exchanged only one agrees, that one may be the family's: brothers whose names
   * are both exchanged look so.
   *
   * <p>Only for records that tell how to reach somebody. In registers that do not, a wrong name or
   * birth date is much more frequent than twins and namesakes in one house: of FEBRL's pairs of one
   * person a seventh have a wholly different given name.
   */
  private final class Compared {
    private final boolean[] said = new boolean[comparisons.size()];
    private final boolean[] differs = new boolean[comparisons.size()];
    private final double[] bits = new double[comparisons.size()];
    private final boolean contact;
    private final @Nullable String apart;

    Compared(Profile left, Profile right) {
      boolean reached = false;
      String told = null;
      for (int i = 0; i < comparisons.size(); i++) {
        Comparison comparison = comparisons.get(i);
        said[i] = bothSay(i, left, right);
        if (said[i]) {
          int level = level(i, left, right);
          bits[i] = weight(comparison, level, i, left, right);
          differs[i] = level == comparison.levels().size() - 1;
          told = differs[i] && comparison.apart() != null ? comparison.apart() : told;
        }
        reached |= isReached(i, left, right);
      }
      contact = reached;
      apart = reached ? told : null;
    }

    /** By a phone, which a household shares, or each by a mailbox of his own. */
    private boolean isReached(int at, Profile left, Profile right) {
      return switch (comparisons.get(at).likeness()) {
        case PHONE -> says(at, left) || says(at, right);
        case EMAIL -> differs[at];
        case EXACT, GIVEN_NAME, FAMILY_NAME, DATE, POSTCODE, TEXT, STREET, WORDS -> false;
      };
    }

    /** The group in which this comparison counts. */
    @Nullable String group(int at) {
      Comparison comparison = comparisons.get(at);
      if (isOwnWithinFamily(at)) {
        return null;
      }
      if (comparison.group() != null || bits[at] <= 0) {
        return comparison.group();
      }
      if (apart != null && comparison.likeness() != Likeness.EMAIL) {
        return apart;
      }
      int other = comparison.exchanged();
      return other >= 0 && isOwnWithinFamily(other) ? comparison.apart() : null;
    }

    /** The name a household shares, where it differs and the one that tells it apart agrees. */
    private boolean isOwnWithinFamily(int at) {
      Comparison comparison = comparisons.get(at);
      int other = comparison.exchanged();
      return contact
          && said[at]
          && differs[at]
          && other >= 0
          && bits[other] > 0
          && comparison.group() != null
          && comparison.group().equals(comparisons.get(other).apart());
    }
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
        Comparison comparison = comparisons.get(i);
        int level = level(i, left, right);
        double bits = weight(comparison, level, i, left, right);
        String words =
            comparison.likeness().isWords()
                ? Words.inWords(bits)
                : comparison.levels().get(level).name();
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

  private static double weight(
      Comparison comparison, int level, int at, Profile left, Profile right) {
    List<String> ours = left.values().get(at);
    List<String> theirs = right.values().get(at);
    return switch (comparison.likeness()) {
      case WORDS -> Words.weight(ours, theirs);
      case STREET -> Words.streetWeight(ours, theirs);
      case EXACT, GIVEN_NAME, FAMILY_NAME, DATE, EMAIL, PHONE, POSTCODE, TEXT ->
          comparison.levels().get(level).weight();
    };
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
    for (String value : one.values().get(at)) {
      for (String exchanged : other.values().get(there)) {
        if (value.equals(exchanged) || Likeness.isNearName(value, exchanged)) {
          return true;
        }
      }
    }
    return false;
  }

  private static double bits(double probability) {
    return Level.bits(probability / (1 - probability));
  }
}
