package io.mainstem.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConsoleCommandsTest {
  @TempDir Path folder;

  @Test
  void shouldShowJsonAsAnOutlineWithTables() {
    String json =
        """
        {"balanced":true,"sources":[{"connection":"pos","received":12},{"connection":"crm","received":3}],
        "notes":[],"latest":{"at":"2026-03-02"}}\
        """;

    assertThat(JsonOutline.of(json))
        .isEqualTo(
            """
            balanced: true
            sources:
              connection  received
              pos         12
              crm         3
            notes: -
            latest:
              at: 2026-03-02
            """);
  }

  @Test
  void shouldKnowEveryCommandOfTheQuarantineManual() throws Exception {
    List<String> commands =
        Files.readAllLines(Layout.find().root().resolve("docs/quarantine.md")).stream()
            .filter(line -> line.startsWith("./mainstem "))
            .toList();
    assertThat(commands).hasSizeGreaterThan(8);
    for (String command : commands) {
      String[] arguments =
          Pattern.compile("\"([^\"]*)\"|(\\S+)")
              .matcher(command.substring("./mainstem ".length()))
              .results()
              .map(word -> word.group(1) == null ? word.group(2) : word.group(1))
              .toArray(String[]::new);
      assertThat(Mainstem.commands().parseArgs(arguments).subcommand().hasSubcommand())
          .as(command)
          .isTrue();
    }
  }

  @Test
  void shouldPassOnToAMeasurementWhatFollowsItsName() {
    assertThat(
            Mainstem.commands()
                .parseArgs("bench", "identity", "--data", "sets")
                .subcommand()
                .matchedPositionalValue(0, List.of()))
        .containsExactly("identity", "--data", "sets");
  }

  @Test
  void shouldTellWhyInLinesAPersonReads() {
    String json =
        """
        {"why":[{"entity":"company","id":"com_1","label":"Quay & Co","redirect":"com_2 is the id of accounting contact 7 alone; it is part of com_1 now.",
        "deleted":false,"sources":[{"record":"crm company 3","alias":"com_1","rule":"founder","reason":"First of its kind we received.","at":"2026-03-02T12:00:00Z"}],
        "fields":[{"field":"vatNumber","values":[],"record":"accounting contact 7","rule":"authority: accounting before crm","because":"authority.yaml puts accounting before crm (line 9).","line":9,
        "elements":[],"losers":[{"record":"crm company 3","value":"GB99","conflict":true,"because":"a conflict: crm comes after accounting"}]},
        {"field":"emails","values":["a@x.example","b@x.example"],"record":"crm company 3","because":"Every source's elements are kept, each once.","heldSince":"2026-03-02T12:00:00Z",
        "elements":[{"value":"a@x.example","record":"crm company 3","agree":["accounting contact 7"]},{"value":"b@x.example","record":"accounting contact 7","agree":[]}],"losers":[]}]}]}\
        """;

    assertThat(WhyText.of(JsonOutline.read(json)))
        .isEqualTo(
            """
            Quay & Co · company com_1
            com_2 is the id of accounting contact 7 alone; it is part of com_1 now.

            One source record
              crm company 3, founder: First of its kind we received. Linked 2026-03-02T12:00:00Z

            vatNumber: nothing
              From accounting contact 7. authority.yaml puts accounting before crm (line 9).
              crm company 3 says GB99: a conflict: crm comes after accounting

            emails: a@x.example; b@x.example
              From crm company 3, held since 2026-03-02T12:00:00Z. Every source's elements are kept, each once.
              a@x.example: crm company 3; the same in accounting contact 7
              b@x.example: accounting contact 7
            """);
  }

  @Test
  void shouldListWhomToDecideAboutInLinesAPersonReads() {
    String json =
        """
        {"currency":"GBP","suggestions":[{"entity":"person","probability":0.75,"money":40,"facts":1,
        "left":{"record":{"record":"crm|contact|1","label":"Jane Smith"}},"right":{"record":{"record":"pos|customer|2","label":"J Smith"}},
        "evidenceFor":[{"comparison":"family name","words":"the same","bits":7.55}],
        "evidenceAgainst":[{"comparison":"phone","words":"different","bits":-2.18}]}],"next":"abc"}\
        """;

    assertThat(IdentityText.suggestions(JsonOutline.read(json)))
        .isEqualTo(
            """
            person · 75.0 % probable · at stake: GBP 40.00
              crm/contact/1                                Jane Smith
              pos/customer/2                               J Smith
                +  7.6 bits  family name: the same
                -  2.2 bits  phone: different

            More: --after abc
            """);
  }

  @Test
  void shouldFollowALogByWholeLines() throws Exception {
    Path log = folder.resolve("simulators.log");
    LogFollower follower = new LogFollower(log, 0);
    assertThat(follower.newLines()).isEmpty();

    Files.writeString(log, "Monday: 12 sa");
    assertThat(follower.newLines()).isEmpty();
    Files.writeString(log, "Monday: 12 sales\nTues");
    assertThat(follower.newLines()).containsExactly("Monday: 12 sales");
    Files.writeString(log, "Monday: 12 sales\nTuesday: 9 sales\n");
    assertThat(follower.newLines()).containsExactly("Tuesday: 9 sales");
  }
}
