package io.mainstem.canonicalizer;

import io.mainstem.canonicalizer.fragment.Digest;
import io.mainstem.canonicalizer.map.SourceDecider;
import io.mainstem.canonicalizer.merge.FieldAuthority;
import io.mainstem.canonicalizer.replay.Replay;
import io.mainstem.canonicalizer.resolve.Guards;
import io.mainstem.canonicalizer.resolve.IdentityRules;
import io.mainstem.canonicalizer.resolve.ResolveRules;
import io.mainstem.canonicalizer.resolve.RuleBook;
import io.mainstem.canonicalizer.topology.Rules;
import io.mainstem.connections.Ownership;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A toy business with three tools, plainly invented.
 *
 * @param prefix of its connections' names, so that tests on one broker keep apart
 */
public record Toy(String prefix) {
  /** For tests that have the world to themselves. */
  public static final Toy ALONE = new Toy("");

  private static final int MAX_CLUSTER = 6;

  public List<String> connections() {
    return List.of(prefix + "books", prefix + "crm", prefix + "pos");
  }

  /** Names the group, the internal topics and the state. */
  public String application() {
    return prefix + "canonicalizer";
  }

  public Map<String, SourceDecider> deciders() {
    Map<String, SourceDecider> deciders = new HashMap<>();
    connections()
        .forEach(
            name ->
                deciders.put(name, new SourceDecider(new ToyMapper(name), ToyMapper.IDENTIFIERS)));
    return deciders;
  }

  /** The CRM before the books before the till. */
  public FieldAuthority authority() {
    return (entity, field) ->
        Ownership.by(List.of(prefix + "crm", prefix + "books", prefix + "pos"));
  }

  public ResolveRules resolving() {
    return ResolveRules.of(new Guards(MAX_CLUSTER, MAX_CLUSTER));
  }

  public Rules rules() {
    return new Rules(deciders(), book(), authority());
  }

  private RuleBook book() {
    return new RuleBook() {
      @Override
      public IdentityRules of(String entity) {
        return new IdentityRules(
            "toy", Digest.of("toy"), ToyMapper.IDENTIFIERS, resolving(), Integer.MAX_VALUE);
      }

      @Override
      public IdentityRules read(String entity, String text) {
        return of(entity);
      }
    };
  }

  public Replay oracle() {
    return new Replay(deciders(), entity -> resolving(), authority());
  }
}
