package io.mainstem.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TopicCatalogueTest {
  @Test
  void shouldHoldEveryTopicOnce() {
    assertThat(TopicCatalogue.with(List.of("crm", "pos")))
        .extracting(Topic::name)
        .doesNotHaveDuplicates()
        .contains("source.crm", "source.pos", "canonical.person.v1", "changes.target.v1")
        .contains("doorbells", "ledger.v1", "quarantine.v1", "actions.v1", "insights.v1");
  }

  @Test
  void shouldFindSourceTopicsByTheirTemplate() {
    assertThat(TopicCatalogue.find("source.rota")).contains(TopicCatalogue.sourceTopic("rota"));
    assertThat(TopicCatalogue.find("nowhere")).isEmpty();
  }

  @Test
  void shouldHoldCanonicalTopicsAndChangesToFullTransitive() {
    assertThat(TopicCatalogue.fixed())
        .filteredOn(
            topic -> topic.name().startsWith("canonical.") || topic.name().startsWith("changes."))
        .hasSize(2 * Entities.all().size())
        .allSatisfy(
            topic -> assertThat(topic.rule()).isEqualTo(Topic.RegistryRule.FULL_TRANSITIVE));
  }

  @Test
  void shouldCompactWhatDescribesThePresent() {
    assertThat(TopicCatalogue.find("canonical.person.v1").orElseThrow().config())
        .containsEntry("cleanup.policy", "compact")
        .doesNotContainKey("retention.ms");
    assertThat(TopicCatalogue.find("metrics.v1").orElseThrow().config())
        .containsEntry("cleanup.policy", "compact,delete")
        .containsKey("retention.ms");
  }
}
