package io.mainstem.connections;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.mainstem.connections.expression.Business;
import io.mainstem.connections.expression.Expression;
import io.mainstem.connections.expression.Expressions;
import io.mainstem.connections.expression.ResultType;
import io.mainstem.connections.identity.Digests;
import io.mainstem.connections.identity.MatchRules;
import io.mainstem.connections.identity.MatchRulesReader;
import io.mainstem.connections.identity.Profile;
import io.mainstem.connections.yaml.Problems;
import io.mainstem.connections.yaml.YamlDocument;
import io.mainstem.connections.yaml.YamlNode;
import io.mainstem.schemas.Entities;
import io.mainstem.schemas.EntityType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** What makes two records the same, from identity.yaml. */
public final class Identity {
  /** Its name in a workspace. */
  public static final String FILE = "identity.yaml";

  private static final int DEFAULT_CLUSTER = 25;
  private static final int MAX_CLUSTER = 10_000;
  private static final int MAX_PATTERN_CHARS = 200;
  private static final int MAX_VALUE_CHARS = 256;

  /** So many canonical records may be absorbed by a change of the rules before it is stopped. */
  public static final int DEFAULT_MERGE_AT_MOST = 100;

  private static final int MAX_MERGE_AT_MOST = 100_000_000;
  private static final String MERGE_AT_MOST = "mergeAtMost";

  /** To be raised by a release that makes something else of the same file. */
  private static final int EDITION = 1;

  private final Map<String, Rules> rules;

  private Identity(Map<String, Rules> rules) {
    this.rules = rules;
  }

  static Identity read(YamlNode root, Expressions expressions, Problems problems) {
    MatchRulesReader matching = new MatchRulesReader(expressions, problems);
    Map<String, Rules> rules = new HashMap<>();
    List<String> masters =
        Entities.all().stream().filter(EntityType::isMaster).map(EntityType::name).toList();
    root.allow(masters, problems);
    root.entries()
        .forEach(
            (entity, node) ->
                Entities.find(entity)
                    .ifPresent(
                        type ->
                            rules.put(entity, rules(type, node, matching, expressions, problems))));
    return new Identity(rules);
  }

  private static Rules rules(
      EntityType type,
      YamlNode at,
      MatchRulesReader matching,
      Expressions expressions,
      Problems problems) {
    List<String> keys =
        new ArrayList<>(
            List.of("strong", "generic", "maxClusterSize", "reportOnly", MERGE_AT_MOST));
    keys.addAll(MatchRulesReader.KEYS);
    at.allow(keys, problems);
    List<Strong> strong = new ArrayList<>();
    for (YamlNode rule : at.get("strong").items()) {
      rule.allow(List.of("name", "of"), problems);
      String name = rule.get("name").requireText("a name for the identifier", problems);
      expressions
          .compile(rule.get("of"), Map.of(type.name(), type.schema()), ResultType.TEXTS, problems)
          .ifPresent(of -> strong.add(new Strong(name, of)));
    }
    List<Pattern> generic = new ArrayList<>();
    for (YamlNode pattern : at.get("generic").items()) {
      String text = pattern.requireText("a regular expression (RE2)", problems);
      try {
        if (text.length() > MAX_PATTERN_CHARS) {
          problems.wrong(pattern, "no more than " + MAX_PATTERN_CHARS + " characters");
        } else {
          generic.add(Pattern.compile(text));
        }
      } catch (PatternSyntaxException e) {
        problems.wrong(pattern, "a regular expression (RE2): " + e.getDescription());
      }
    }
    return new Rules(
        type.name(),
        strong,
        generic,
        at.get("maxClusterSize").integer(2, MAX_CLUSTER, problems).orElse(DEFAULT_CLUSTER),
        at.get("reportOnly").bool(problems).orElse(false),
        matching.read(type, at).orElse(null),
        at.get(MERGE_AT_MOST).integer(0, MAX_MERGE_AT_MOST, problems).orElse(DEFAULT_MERGE_AT_MOST),
        text(type, at, matching));
  }

  private static String text(EntityType type, YamlNode at, MatchRulesReader matching) {
    ObjectNode whole = JsonNodeFactory.instance.objectNode();
    ObjectNode own = whole.putObject(type.name());
    if (at.json() instanceof ObjectNode said) {
      own.setAll(said);
    }
    own.setAll(matching.effective(type, at));
    own.remove(MERGE_AT_MOST);
    return whole.toString();
  }

  /**
   * Reads rules as {@link #text} gave them.
   *
   * @throws IllegalArgumentException if they are none
   */
  public static Identity ofText(String text, Business business) {
    Problems problems = new Problems();
    Identity identity =
        read(YamlDocument.parse(FILE, text, problems), Expressions.of(business), problems);
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException("rules: " + problems.list());
    }
    return identity;
  }

  /**
   * The rules of an entity, the defaults filled in and without what does not change who is one: two
   * texts are equal if and only if they mean the same to this release.
   */
  public String text(String entity) {
    Rules found = rules.get(entity);
    return found == null ? "{}" : found.text();
  }

  /** What besides the rules makes something else of the same record. */
  public static String edition(Business business) {
    return EDITION + " " + business;
  }

  /** Strong identifiers of a record, strongest first; empty for entities without rules. */
  public List<Identifier> identifiers(String entity, SpecificRecord record) {
    Rules found = rules.get(entity);
    return found == null ? List.of() : found.identifiers(record);
  }

  /** How records of an entity that share no identifier are compared, if they are. */
  public Optional<MatchRules> matching(String entity) {
    return Optional.ofNullable(rules.get(entity)).map(Rules::matching);
  }

  /**
   * What a record is compared by; {@link Profile#EMPTY} for entities that are not compared. An
   * identifier that must not link brings those who share it together to be compared.
   */
  public Profile profile(String entity, SpecificRecord record, List<Identifier> identifiers) {
    Rules found = rules.get(entity);
    if (found == null || found.matching() == null) {
      return Profile.EMPTY;
    }
    Profile compared = found.matching().profile(record, found::isGeneric);
    List<String> stopped =
        identifiers.stream()
            .filter(identifier -> identifier.guard() != null)
            .map(identifier -> Digests.of(identifier.rule() + '\u0000' + identifier.value()))
            .toList();
    return compared.alsoIn(stopped);
  }

  /** Names of the strong identifiers of an entity, strongest first. */
  public List<String> strong(String entity) {
    Rules found = rules.get(entity);
    return found == null ? List.of() : found.strong().stream().map(Strong::name).toList();
  }

  /** A cluster of more source records than this is never made. */
  public int maxClusterSize(String entity) {
    Rules found = rules.get(entity);
    return found == null ? DEFAULT_CLUSTER : found.maxClusterSize();
  }

  /** Suggest links, make none. */
  public boolean reportOnly(String entity) {
    Rules found = rules.get(entity);
    return found != null && found.reportOnly();
  }

  /** A change of the rules that would absorb more canonical records than this is stopped. */
  public int mergeAtMost(String entity) {
    Rules found = rules.get(entity);
    return found == null ? DEFAULT_MERGE_AT_MOST : found.mergeAtMost();
  }

  /**
   * One strong identifier of one record.
   *
   * @param rule e.g. {@code email}
   * @param value normalised; equal values of one rule mean the same thing
   * @param guard why it must not link by itself (a generic value), or null
   */
  public record Identifier(String rule, String value, @Nullable String guard) {}

  private record Strong(String name, Expression of) {}

  private record Rules(
      String entity,
      List<Strong> strong,
      List<Pattern> generic,
      int maxClusterSize,
      boolean reportOnly,
      @Nullable MatchRules matching,
      int mergeAtMost,
      String text) {

    List<Identifier> identifiers(SpecificRecord record) {
      Set<Identifier> found = new LinkedHashSet<>();
      for (Strong rule : strong) {
        if (rule.of().eval(Map.of(entity, record)) instanceof List<?> values) {
          values.forEach(value -> add(found, rule.name(), value.toString()));
        }
      }
      return List.copyOf(found);
    }

    private void add(Set<Identifier> found, String rule, String raw) {
      String value = raw.strip().toLowerCase(Locale.ROOT);
      if (value.isEmpty() || value.length() > MAX_VALUE_CHARS) {
        return;
      }
      String guard =
          guard(value).map(pattern -> "generic value: matches " + pattern.pattern()).orElse(null);
      found.add(new Identifier(rule, value, guard));
    }

    boolean isGeneric(String value) {
      return guard(value.strip().toLowerCase(Locale.ROOT)).isPresent();
    }

    private Optional<Pattern> guard(String value) {
      return generic.stream().filter(pattern -> pattern.matcher(value).find()).findFirst();
    }
  }
}
