package io.mainstem.canonicalizer.resolve;

import io.mainstem.canonicalizer.fragment.Digest;
import io.mainstem.canonicalizer.map.WorkspaceIdentifiers;
import io.mainstem.connections.Identity;
import io.mainstem.connections.Workspace;
import io.mainstem.connections.expression.Business;

/** The rules of {@code identity.yaml}. */
public record WorkspaceRules(Identity identity, Business business) implements RuleBook {

  public static WorkspaceRules of(Workspace workspace) {
    return new WorkspaceRules(workspace.identity(), workspace.business());
  }

  @Override
  public IdentityRules of(String entity) {
    return rules(identity, entity);
  }

  @Override
  public IdentityRules read(String entity, String text) {
    return rules(Identity.ofText(text, business), entity);
  }

  private IdentityRules rules(Identity from, String entity) {
    String text = from.text(entity);
    return new IdentityRules(
        text,
        Digest.of(text + "\n" + Identity.edition(business)),
        new WorkspaceIdentifiers(from),
        new ResolveRules(
            Guards.ofCluster(from.maxClusterSize(entity)),
            from.matching(entity).orElse(null),
            from.reportOnly(entity)),
        from.mergeAtMost(entity));
  }
}
