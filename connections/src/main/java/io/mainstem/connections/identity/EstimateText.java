package io.mainstem.connections.identity;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mainstem.connections.identity.Estimator.Estimate;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An estimate as a part of identity.yaml that a person looks through before it is used. */
public final class EstimateText {
  private static final MathContext DIGITS = new MathContext(4);
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN).build();

  private EstimateText() {}

  /**
   * The part of the file.
   *
   * @param rules what the entity's comparisons are now, as {@code Identity.text} gives them
   * @param records the estimate was made of
   */
  public static String of(
      String entity,
      String rules,
      List<Comparison> now,
      Map<String, Estimate> estimates,
      int records) {
    JsonNode own = read(rules).path(entity);
    StringBuilder text = new StringBuilder();
    text.append(
        """
        # How two records of this business are weighed, estimated from %d of them. To be looked through:
        # then it replaces compare, limits and block of %s in a copy of identity.yaml, of which
        #   ./mainstem what-if --identity COPY
        # says what it would merge and split. In bits, before and now: each doubles or halves the odds.
        %s:
          compare:
        """
            .formatted(records, entity, entity));
    for (JsonNode each : own.path("compare")) {
      String name = each.path("name").asText();
      Estimate estimate = estimates.get(name);
      now.stream()
          .filter(comparison -> comparison.name().equals(name))
          .forEach(
              comparison -> text.append("    # ").append(words(comparison, estimate)).append('\n'));
      text.append("    - ")
          .append(write(weighed((ObjectNode) each.deepCopy(), estimate)))
          .append('\n');
    }
    for (String key : List.of("limits", "block")) {
      if (own.has(key)) {
        text.append("  ").append(key).append(": ").append(write(own.get(key))).append('\n');
      }
    }
    return text.toString();
  }

  /** What changed in one comparison, in a line. */
  public static String words(Comparison comparison, @Nullable Estimate estimate) {
    if (estimate == null) {
      return comparison.name()
          + (comparison.likeness().isWords()
              ? ": weighs words, nothing to estimate"
              : ": as before, fewer than " + Estimator.LEAST_PAIRS + " pairs speak to it");
    }
    List<String> levels = new ArrayList<>();
    for (int i = 0; i < estimate.levels().size(); i++) {
      levels.add(
          String.format(
              Locale.ROOT,
              "%s %+.1f, now %+.1f",
              estimate.levels().get(i).name(),
              comparison.levels().get(i).weight(),
              estimate.levels().get(i).weight()));
    }
    return comparison.name()
        + ": "
        + String.join("; ", levels)
        + " ("
        + estimate.pairs()
        + " pairs of one thing)";
  }

  private static ObjectNode weighed(ObjectNode comparison, @Nullable Estimate estimate) {
    if (estimate != null) {
      ObjectNode levels = comparison.putObject("levels");
      for (Level level : estimate.levels()) {
        ArrayNode shares = levels.putArray(level.name());
        shares.add(new BigDecimal(level.m()).round(DIGITS));
        shares.add(new BigDecimal(level.u()).round(DIGITS));
      }
    }
    return comparison;
  }

  private static JsonNode read(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("rules: not JSON", e);
    }
  }

  private static String write(JsonNode node) {
    try {
      return JSON.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree is always writable", e);
    }
  }
}
