package io.mainstem.canonicalizer.topology;

import io.mainstem.canonicalizer.map.Identifiers;
import io.mainstem.canonicalizer.map.SourceDecider;
import io.mainstem.canonicalizer.map.SourceMapper;
import io.mainstem.canonicalizer.map.WorkspaceIdentifiers;
import io.mainstem.canonicalizer.merge.FieldAuthority;
import io.mainstem.canonicalizer.resolve.ResolveRules;
import io.mainstem.canonicalizer.resolve.RuleBook;
import io.mainstem.canonicalizer.resolve.WorkspaceRules;
import io.mainstem.connections.Workspace;
import io.mainstem.connections.map.Mapper;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * What the stages decide by.
 *
 * @param deciders by connection
 */
public record Rules(
    Map<String, SourceDecider> deciders, RuleBook identity, FieldAuthority authority) {

  public Rules {
    deciders = Map.copyOf(deciders);
  }

  /** The rules of a business. */
  public static Rules of(Workspace workspace) {
    return of(workspace, (_, _, _) -> {});
  }

  /** The same, with a count of fields that no tool file declares. */
  public static Rules of(Workspace workspace, SourceMapper.FieldMeter meter) {
    Identifiers identifiers = new WorkspaceIdentifiers(workspace.identity());
    Map<String, SourceDecider> deciders = new HashMap<>();
    workspace
        .connections()
        .forEach(
            (name, connection) ->
                deciders.put(
                    name,
                    new SourceDecider(
                        SourceMapper.of(name, Mapper.of(workspace, connection), meter),
                        identifiers)));
    return new Rules(deciders, WorkspaceRules.of(workspace), workspace.authority()::ownership);
  }

  /** By entity. */
  public Function<String, ResolveRules> resolving() {
    return entity -> identity.of(entity).resolving();
  }

  public Set<String> connections() {
    return deciders.keySet();
  }
}
