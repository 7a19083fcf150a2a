package io.mainstem.canonicalizer.resolve;

import java.util.Comparator;
import java.util.List;

/**
 * Source records that are one thing. Its canonical id is the alias of its founder: the member whose
 * first event was received first. That is a fact of the stored events, not of the order in which
 * they are read, so a replay names every cluster as before; and a record that comes later never
 * renames one.
 *
 * @param members founder first
 */
public record Cluster(List<SourceRecord> members) {
  static final Comparator<SourceRecord> SENIORITY =
      Comparator.comparing(SourceRecord::foundedAt).thenComparing(SourceRecord::alias);

  public Cluster {
    members = members.stream().sorted(SENIORITY).toList();
  }

  public SourceRecord founder() {
    return members.getFirst();
  }

  public String id() {
    return founder().alias();
  }

  public boolean holds(String key) {
    return members.stream().anyMatch(member -> member.key().equals(key));
  }
}
