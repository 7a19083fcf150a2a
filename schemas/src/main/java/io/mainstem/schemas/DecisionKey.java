package io.mainstem.schemas;

import io.mainstem.schemas.event.DecisionKind;
import java.util.List;
import java.util.UUID;

/**
 * Key on {@code identity.decisions.v1}: what the decision is about, so that saying it again changes
 * nothing and the opposite of it takes its place. A digest: source ids may be personal.
 */
public final class DecisionKey {
  private static final UUID NAMESPACE = UUID.fromString("6d61696e-7374-5e6d-8a11-a51d00000002");
  private static final String PREFIX = "dec_";
  private static final int PAIR = 2;

  private DecisionKey() {}

  /**
   * Of two records the order does not matter, nor when all are to be one.
   *
   * @param records keys {@code connection|object|id}; the first is the one that is set apart
   */
  public static String of(String entity, DecisionKind kind, List<String> records) {
    boolean alike = kind == DecisionKind.MUST_LINK || records.size() <= PAIR;
    List<String> rest = alike ? records : records.subList(1, records.size());
    String first = alike ? "" : records.getFirst();
    String name = entity + "\n" + first + "\n" + String.join("\n", rest.stream().sorted().toList());
    return PREFIX + NameUuid.of(NAMESPACE, name);
  }
}
