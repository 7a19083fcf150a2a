package io.mainstem.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Keeps docs/topics.md equal to the catalogue; run with -Dmainstem.docs.write=true to write it. */
class TopicDocsTest {
  private static final String HEAD =
      """
      # Topics

      Generated from `TopicCatalogue`; do not edit. To write it again:
      `mvn -pl schemas test -Dtest=TopicDocsTest -Dmainstem.docs.write=true`.

      Values are Avro with the schema id in Confluent's 4-byte wire format; the registry subject is
      `<topic>-value`. Kept by time means by time of arrival. Readers use `isolation.level=read_committed`;
      transactional topics end in control records that no consumer sees, so the last offset is not a count.
      What a redirect, a split or a record told again asks of a reader: [subscribing](subscribing.md).

      | topic | key | value | kept | partitions | personal data | written by | registry rule | what for |
      |---|---|---|---|---|---|---|---|---|
      """;

  @Test
  void shouldDescribeTheCatalogueAsItIs() throws IOException {
    Path page = Path.of(System.getProperty("mainstem.root", ".."), "docs", "topics.md");
    String expected = render();
    if (Boolean.getBoolean("mainstem.docs.write")) {
      Files.writeString(page, expected);
    }

    assertThat(page).content().isEqualTo(expected);
  }

  private static String render() {
    StringBuilder page = new StringBuilder(HEAD);
    TopicCatalogue.with(List.of("<connection>")).forEach(topic -> page.append(row(topic)));
    page.append(
        """

        ## Entities

        | entity | id prefix | kind | record |
        |---|---|---|---|
        """);
    for (EntityType entity : Entities.all()) {
      page.append(
          "| %s | `%s` | %s | %s |\n"
              .formatted(
                  entity.name(),
                  entity.idPrefix(),
                  entity.kind().name().toLowerCase(Locale.ROOT),
                  entity.schema().getDoc()));
    }
    return page.toString();
  }

  private static String row(Topic topic) {
    String kept =
        switch (topic.cleanup()) {
          case DELETE -> topic.retention().toDays() + " days";
          case COMPACT -> "compacted";
          case COMPACT_AND_DELETE -> "compacted, " + topic.retention().toDays() + " days";
        };
    return "| `%s` | %s | %s | %s | %d | %s | %s | %s | %s |\n"
        .formatted(
            topic.name(),
            topic.key().replace("|", "\\|"),
            topic.valueType().getSimpleName(),
            kept,
            topic.partitions(),
            topic.personalData() ? "yes" : "no",
            topic.owner(),
            topic.rule(),
            topic.purpose());
  }
}
