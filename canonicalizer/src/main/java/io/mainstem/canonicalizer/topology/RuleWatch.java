package io.mainstem.canonicalizer.topology;

/** Who is told whether the rules of the files hold. */
public interface RuleWatch {
  RuleWatch NOBODY =
      new RuleWatch() {
        @Override
        public void holds(String entity) {}

        @Override
        public void comesUnder(String entity) {}

        @Override
        public void braked(String entity, int mergeAtMost) {}
      };

  /** All records of the entity stand under the rules of the files. */
  void holds(String entity);

  /** The files' rules are being weighed or taken up. */
  void comesUnder(String entity);

  /** They would absorb more canonical records than this; those accepted last hold on. */
  void braked(String entity, int mergeAtMost);

  /** For people: what is the matter, and what they can do. */
  static String advice(String entity, int mergeAtMost) {
    return "%s: identity.yaml is not followed, as it would absorb more than %d canonical records (mergeAtMost: %d); the rules accepted last hold. See which with ./mainstem what-if --identity FILE, then raise mergeAtMost of %s or put the old rules back, and restart the canonicalizer."
        .formatted(entity, mergeAtMost, mergeAtMost, entity);
  }
}
