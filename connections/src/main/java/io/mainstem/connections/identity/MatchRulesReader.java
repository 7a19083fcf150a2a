package io.mainstem.connections.identity;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mainstem.connections.expression.Expression;
import io.mainstem.connections.expression.Expressions;
import io.mainstem.connections.expression.ResultType;
import io.mainstem.connections.yaml.Problems;
import io.mainstem.connections.yaml.YamlDocument;
import io.mainstem.connections.yaml.YamlNode;
import io.mainstem.schemas.EntityType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Reads the part of identity.yaml that compares records which share no identifier. */
public final class MatchRulesReader {
  /** Keys of an entity's rules that are read here. */
  public static final List<String> KEYS =
      List.of(
          "compare",
          "limits",
          "block",
          "prior",
          "link",
          "ask",
          "coherence",
          "distinctPerConnection");

  /** Those that come from where the comparisons come from. */
  private static final Set<String> COMPARED = Set.of("compare", "limits", "block");

  private static final String DEFAULTS = "/identity/defaults.yaml";
  private static final int MAX_COMPARISONS = 16;
  private static final int MAX_BITS = 60;

  private final Expressions expressions;
  private final Problems problems;
  private final YamlNode defaults;

  public MatchRulesReader(Expressions expressions, Problems problems) {
    this.expressions = expressions;
    this.problems = problems;
    this.defaults = YamlDocument.parse("identity/defaults.yaml", resource(), problems);
  }

  /**
   * The rules of an entity; what its file does not say is as in the defaults, and an empty {@code
   * compare} turns comparison off.
   */
  public Optional<MatchRules> read(EntityType type, YamlNode at) {
    YamlNode usual = defaults.get(type.name());
    // Limits and blocks speak of comparisons by name, so they come from where those come from.
    YamlNode compared = at.get("compare").isPresent() ? at : usual;
    List<YamlNode> nodes = compared.get("compare").items();
    if (nodes.isEmpty()) {
      return Optional.empty();
    }
    if (nodes.size() > MAX_COMPARISONS) {
      problems.wrong(compared.get("compare"), "no more than " + MAX_COMPARISONS + " comparisons");
      return Optional.empty();
    }
    List<String> names = names(nodes);
    List<String> groups =
        nodes.stream().flatMap(each -> each.get("group").text().stream()).toList();
    List<Comparison> comparisons = new ArrayList<>();
    List<Expression> values = new ArrayList<>();
    for (YamlNode node : nodes) {
      comparison(node, names, groups).ifPresent(comparisons::add);
      expressions
          .compile(node.get("of"), Map.of(type.name(), type.schema()), ResultType.TEXTS, problems)
          .ifPresent(values::add);
    }
    List<BlockRule> blocks = blocks(compared.get("block"), names);
    Map<String, Double> limits = limits(compared.get("limits"), comparisons);
    double prior = probability(at, usual, "prior");
    double link = probability(at, usual, "link");
    double ask = probability(at, usual, "ask");
    double coherence = number(at, usual, "coherence", -MAX_BITS, MAX_BITS);
    if (comparisons.size() != nodes.size() || values.size() != nodes.size()) {
      return Optional.empty();
    }
    Matcher matcher = new Matcher(comparisons, blocks, limits, prior, link, ask);
    return Optional.of(
        new MatchRules(
            type.name(),
            values,
            matcher,
            coherence,
            either(at, usual, "distinctPerConnection").bool(problems).orElse(false)));
  }

  /** What {@link #read} goes by: each of the keys as the file or else the defaults say it. */
  public ObjectNode effective(EntityType type, YamlNode at) {
    YamlNode usual = defaults.get(type.name());
    YamlNode compared = at.get("compare").isPresent() ? at : usual;
    ObjectNode effective = JsonNodeFactory.instance.objectNode();
    for (String key : KEYS) {
      YamlNode node = COMPARED.contains(key) ? compared.get(key) : either(at, usual, key);
      if (node.isPresent()) {
        effective.set(key, node.json());
      }
    }
    return effective;
  }

  private List<String> names(List<YamlNode> nodes) {
    List<String> names = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    for (YamlNode node : nodes) {
      String name = node.get("name").requireText("a name for the comparison", problems);
      if (!taken.add(name)) {
        problems.wrong(node.get("name"), "a name no other comparison has");
      }
      names.add(name);
    }
    return names;
  }

  private Optional<Comparison> comparison(YamlNode node, List<String> names, List<String> groups) {
    node.allow(List.of("name", "as", "of", "group", "exchanged", "tellsApart", "levels"), problems);
    Optional<Likeness> kind = node.get("as").constant(Likeness.class, problems);
    if (kind.isEmpty()) {
      if (!node.get("as").isPresent()) {
        problems.missing(node, "as", "how to compare: one of " + Likeness.labels());
      }
      return Optional.empty();
    }
    int exchanged = node.get("exchanged").oneOf(names, problems).map(names::indexOf).orElse(-1);
    return Optional.of(
        new Comparison(
            node.get("name").text().orElse(""),
            kind.get(),
            levels(node.get("levels"), kind.get()),
            exchanged,
            node.get("group").text().orElse(null),
            node.get("tellsApart").oneOf(groups, problems).orElse(null)));
  }

  /** The kind's own levels, with the shares the file gives by their names. */
  private List<Level> levels(YamlNode at, Likeness kind) {
    at.allow(kind.levels().stream().map(Level::name).toList(), problems);
    List<Level> levels = new ArrayList<>();
    for (Level usual : kind.levels()) {
      YamlNode own = at.get(usual.name());
      List<YamlNode> shares = own.items();
      if (own.isPresent() && shares.size() != 2) {
        problems.wrong(own, "two shares, [m, u]: of pairs of one thing, of pairs of two");
      }
      levels.add(
          shares.size() == 2
              ? new Level(
                  usual.name(),
                  share(shares.getFirst(), usual.m()),
                  share(shares.getLast(), usual.u()))
              : usual);
    }
    return levels;
  }

  private List<BlockRule> blocks(YamlNode at, List<String> names) {
    List<BlockRule> blocks = new ArrayList<>();
    for (YamlNode rule : at.items()) {
      List<BlockRule.Part> parts = new ArrayList<>();
      for (YamlNode part : rule.items()) {
        part(part, names).ifPresent(parts::add);
      }
      if (!parts.isEmpty()) {
        blocks.add(new BlockRule(name(rule), parts));
      }
    }
    return blocks;
  }

  private static String name(YamlNode rule) {
    return String.join("+", rule.items().stream().map(part -> part.text().orElse("")).toList());
  }

  /** A comparison's name, perhaps with a cut behind it: {@code family name sound}. */
  private Optional<BlockRule.Part> part(YamlNode at, List<String> names) {
    String text = at.requireText("the name of a comparison", problems);
    int blank = text.lastIndexOf(' ');
    Optional<BlockRule.Cut> cut =
        names.contains(text) || blank < 0
            ? Optional.of(BlockRule.Cut.WHOLE)
            : BlockRule.Cut.of(text.substring(blank + 1));
    String name = names.contains(text) || blank < 0 ? text : text.substring(0, blank);
    if (cut.isEmpty() || !names.contains(name)) {
      if (!text.isEmpty()) {
        problems.wrong(
            at,
            "the name of a comparison ("
                + String.join(", ", names)
                + "), alone or with one of "
                + BlockRule.Cut.labels()
                + " behind it");
      }
      return Optional.empty();
    }
    return Optional.of(new BlockRule.Part(names.indexOf(name), cut.get()));
  }

  private Map<String, Double> limits(YamlNode at, List<Comparison> comparisons) {
    List<String> groups = new ArrayList<>();
    comparisons.forEach(each -> Optional.ofNullable(each.group()).ifPresent(groups::add));
    at.allow(groups.stream().distinct().toList(), problems);
    Map<String, Double> limits = new HashMap<>();
    at.entries()
        .forEach(
            (group, node) ->
                limits.put(group, number(node, 0, MAX_BITS).orElse((double) MAX_BITS)));
    return limits;
  }

  private double probability(YamlNode at, YamlNode usual, String key) {
    YamlNode node = either(at, usual, key);
    return node.isPresent() ? share(node, 0.5) : 0.5;
  }

  private double number(YamlNode at, YamlNode usual, String key, int min, int max) {
    return number(either(at, usual, key), min, max).orElse((double) min);
  }

  private Optional<Double> number(YamlNode node, int min, int max) {
    Optional<Double> value = node.decimal(problems).map(BigDecimal::doubleValue);
    if (value.isPresent() && (value.get() < min || value.get() > max)) {
      problems.wrong(node, "bits, from " + min + " to " + max);
      return Optional.empty();
    }
    return value;
  }

  private double share(YamlNode node, double otherwise) {
    double share = node.decimal(problems).map(BigDecimal::doubleValue).orElse(otherwise);
    if (!(share > 0 && share < 1)) {
      problems.wrong(node, "a share above 0 and below 1");
      return otherwise;
    }
    return share;
  }

  private static YamlNode either(YamlNode at, YamlNode usual, String key) {
    return at.get(key).isPresent() ? at.get(key) : usual.get(key);
  }

  private static String resource() {
    try (InputStream in =
        Objects.requireNonNull(MatchRulesReader.class.getResourceAsStream(DEFAULTS), DEFAULTS)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(DEFAULTS, e);
    }
  }
}
