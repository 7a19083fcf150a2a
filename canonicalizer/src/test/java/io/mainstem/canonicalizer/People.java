package io.mainstem.canonicalizer;

import io.mainstem.schemas.canonical.Person;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a subscriber keeps of people: the manual's own words, in docs/subscribing.md. */
final class People {
  private final Map<String, Person> live = new HashMap<>();
  private final Map<String, String> redirects = new HashMap<>();

  void take(String id, @Nullable Person person) {
    live.remove(id);
    redirects.remove(id);
    if (person == null) {
      return; // erased
    }
    if (person.getMergedInto() != null) {
      redirects.put(id, person.getMergedInto());
    } else {
      live.put(id, person); // new, changed, or split off again
    }
  }

  /** Whom an id stands for today, however long ago it was written down. */
  Optional<Person> find(String id) {
    String today = id;
    Set<String> passed = new HashSet<>(); // while we read, two can lead to each other
    while (redirects.containsKey(today) && passed.add(today)) {
      today = redirects.get(today);
    }
    return Optional.ofNullable(live.get(today));
  }
}
