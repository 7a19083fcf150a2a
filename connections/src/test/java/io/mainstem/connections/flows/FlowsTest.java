package io.mainstem.connections.flows;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstem.connections.Fixtures;
import io.mainstem.connections.Workspace;
import io.mainstem.connections.yaml.Problem;
import io.mainstem.connections.yaml.Problems;
import io.mainstem.connections.yaml.YamlDocument;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FlowsTest {
  private static final String GOOD =
      """
      flows:
        tell-lost-deals:
          on: deal.lost
          with: {company: company}
          when: deal.amount.amount > decimal('100')
          do: post_message
          in: chat
          fill:
            channel: {setting: channel}
            text: join([company.tradingName, deal.name], ' ')
          policy: {mode: automatic, per-hour: 5, value: deal.amount.amount, at-most: 1000}
      """;

  private final Problems problems = new Problems();

  @Test
  void shouldReadAFlow() {
    Flows flows = read(GOOD);

    assertThat(problems.list()).isEmpty();
    assertThat(flows.on("deal.won")).isEmpty();
    Flow flow = flows.on("deal.lost").getFirst();
    assertThat(flow.subject()).isEqualTo("deal");
    assertThat(flow.write().input()).containsOnlyKeys("channel", "text");
    assertThat(flow.policy().perHour()).isEqualTo(5);
  }

  @Test
  void shouldTellEveryMistakeAtOnceWithTheNearestSpelling() {
    read(
        GOOD.replace("on: deal.lost", "on: [deal.lost, deal.wonn]")
            .replace("company: company", "company: compny")
            .replace("do: post_message", "do: post_mesage")
            .replace("setting: channel", "setting: chanel")
            .replace("mode: automatic", "mode: automatik"));
    read(GOOD.replace("in: chat", "in: chatt"));
    read(GOOD.replace("text: join", "txt: join"));
    read(GOOD.replace("setting: channel", "setting: chanel"));

    assertThat(problems.list())
        .extracting(Problem::nearest)
        .contains("deal.won", "company", "post_message", "automatic", "chat", "text", "channel");
    assertThat(problems.list())
        .extracting(Problem::path)
        .contains("flows.tell-lost-deals.fill.text");
  }

  @Test
  void shouldWriteNothingWithoutFlows() {
    assertThat(read("flows: {}\n").flows()).isEmpty();
    assertThat(Flows.NONE.on("deal.won")).isEmpty();
  }

  @Test
  void shouldLoadThoughTheConnectionIsNotConfigured() {
    Workspace without = Fixtures.workspace(Map.of("SLACK_CHANNEL", ""));
    assertThat(without.flows().on("insight.opened")).hasSize(1);
  }

  private Flows read(String text) {
    Workspace workspace = Fixtures.workspace();
    return Flows.read(
        YamlDocument.parse("flows.yaml", text, problems),
        workspace.connections(),
        workspace.expressions(),
        problems);
  }
}
