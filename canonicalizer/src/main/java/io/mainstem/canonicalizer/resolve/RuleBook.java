package io.mainstem.canonicalizer.resolve;

/** By what records are told apart. */
public interface RuleBook {

  /** The rules of an entity, as the business wants them now. */
  IdentityRules of(String entity);

  /** Rules of that entity as they were once, from their {@link IdentityRules#text}. */
  IdentityRules read(String entity, String text);
}
