package io.mainstem.canonicalizer;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstem.schemas.AliasId;
import io.mainstem.schemas.Entities;
import io.mainstem.schemas.SourceKey;
import io.mainstem.schemas.canonical.Person;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What docs/subscribing.md tells subscribers to do is right; its code is {@link People}. */
class SubscribingTest {
  private final ToyStream stream = new ToyStream();

  @AfterEach
  void close() {
    stream.close();
  }

  @Test
  void shouldFollowARedirectAndForgetItAfterASplit() {
    String till = AliasId.of(Entities.PERSON, new SourceKey("pos", "contact", "7"));
    String crm = AliasId.of(Entities.PERSON, new SourceKey("crm", "contact", "1"));
    People people = new People();

    stream.send(ToyEvents.event("pos", "contact", "7", 1, "name=A;email=a@example.com"));
    stream.send(ToyEvents.event("crm", "contact", "1", 2, "name=B;email=b@example.com"));
    read(people);
    assertThat(people.find(crm)).map(Person::getId).contains(crm);

    stream.send(ToyEvents.event("crm", "contact", "1", 3, "name=B;email=a@example.com"));
    read(people);
    assertThat(people.find(crm)).map(Person::getId).contains(till);

    stream.send(ToyEvents.event("crm", "contact", "1", 4, "name=B;email=b@example.com"));
    read(people);
    assertThat(people.find(crm)).map(Person::getId).contains(crm);
    assertThat(people.find(till)).map(Person::getId).contains(till);

    people.take(crm, null);
    assertThat(people.find(crm)).isEmpty();
  }

  @Test
  void shouldStandInTheManualAsItRunsHere() throws IOException {
    Path root = Path.of(System.getProperty("mainstem.root", ".."));
    String manual = Files.readString(root.resolve("docs/subscribing.md"));
    String source =
        Files.readString(
            root.resolve("canonicalizer/src/test/java/io/mainstem/canonicalizer/People.java"));
    int from = manual.indexOf("```java\n") + "```java\n".length();
    String snippet = manual.substring(from, manual.indexOf("```", from));

    assertThat(snippet).startsWith("final class People");
    assertThat(source).contains(snippet);
  }

  private void read(People people) {
    stream.newest(Entities.PERSON, Person.class).forEach(people::take);
  }
}
