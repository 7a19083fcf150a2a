package io.mainstem.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mainstem.simulators.business.Business;
import io.mainstem.simulators.business.Person;
import io.mainstem.simulators.business.Smiths;
import io.mainstem.testkit.Await;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * One who is linked by himself, two of whom a person is asked, and two whom a person sets apart: as
 * the demo's manual tells it, by the commands and the page's API.
 */
final class ThreeSmiths {
  private static final long SEED = 42;
  private static final String WHO = "Wilhelmina Ostler";

  private final LocalRun run;
  private final Evidence store;
  private final Smiths smiths = Business.of(SEED).smiths();
  private final String jane = "crm/contact/" + smiths.jane().contactId();
  private final String j = "pos/customer/" + smiths.jOfTheTill().tillCustomerId();
  private final String george = "crm/contact/" + smiths.george().contactId();
  private final String henry = "pos/customer/" + smiths.henry().tillCustomerId();

  ThreeSmiths(LocalRun run, Evidence store) {
    this.run = run;
    this.store = store;
  }

  void assertThatTheyAreToldApart() throws Exception {
    johnIsOneByHimself();
    aPersonIsAskedOfJane();
    georgeIsNotHenry();
  }

  private void johnIsOneByHimself() throws InterruptedException {
    Person john = smiths.john();
    JsonNode why = why("pos/customer/" + john.tillCustomerId());
    assertThat(why.path("label").asText()).isEqualTo("John Smith");
    assertThat(why.path("sources").findValuesAsText("record"))
        .containsExactlyInAnyOrder(
            "pos customer " + john.tillCustomerId(),
            "crm contact " + john.contactId(),
            "accounting contact " + john.xeroContactId());
    assertThat(why.path("sources").findValuesAsText("rule")).contains("phone", "email");
    assertThat(run.ask("/api/trace?key=Smith,%20John%20(Mr)").path("matches").toString())
        .doesNotContain("com_");
  }

  private void aPersonIsAskedOfJane() throws Exception {
    JsonNode asked = suggestion();
    assertThat(asked.path("probability").asDouble()).isBetween(0.5, 0.95);
    assertThat(asked.path("money").asDouble()).isPositive();
    assertThat(asked.path("evidenceFor").toString()).contains("family name", "postcode");
    String before = documents();

    assertThat(identity("link", jane, j, "--by", WHO, "--why", "she showed her card")).isZero();
    JsonNode why = why(j);
    assertThat(why.path("sources")).hasSize(2);
    assertThat(why.path("sources").findValuesAsText("reason").toString())
        .contains("A person linked it");
    assertThat(why.path("decisions").path(0).path("by").asText()).isEqualTo(WHO);
    assertThat(why.path("decisions").path(0).path("reason").asText())
        .isEqualTo("she showed her card");
    Await.asserted("the absorbed one leads on", () -> assertThat(merged()).isEqualTo(1));
    Await.until("nobody is asked any more", () -> suggestions().isEmpty());

    // What a chain forbids is refused and names it.
    assertThat(identity("apart", j, henry, "--by", WHO, "--why", "not her son")).isZero();
    assertThat(identity("link", jane, henry, "--by", WHO, "--why", "a slip")).isEqualTo(1);

    String link = why.path("decisions").path(0).path("id").asText();
    assertThat(identity("revoke", link, "--by", WHO, "--why", "it was her sister")).isZero();
    Await.asserted(
        "they are two again",
        () -> {
          assertThat(merged()).isZero();
          assertThat(why(j).path("sources")).hasSize(1);
          assertThat(documents()).isEqualTo(before);
        });
    assertThat(suggestion().path("entity").asText()).isEqualTo("person");
  }

  private void georgeIsNotHenry() throws Exception {
    JsonNode together = why(henry);
    assertThat(together.path("sources")).hasSize(2);
    assertThat(together.path("sources").findValuesAsText("rule")).contains("phone");

    assertThat(identity("split", henry, "--by", WHO, "--why", "father and son")).isZero();
    Await.asserted(
        "each stands alone",
        () -> {
          assertThat(why(henry).path("label").asText()).isEqualTo("Henry Smith");
          assertThat(why(henry).path("sources")).hasSize(1);
          assertThat(why(george).path("sources")).hasSize(1);
        });
    assertThat(why(george).path("decisions").findValuesAsText("reason")).contains("father and son");
  }

  /** The two as the store has them, but for how often they were written. */
  private String documents() throws SQLException {
    return store
        .counts(
            "select (t.document - 'version' - 'updatedAt' - 'occurredAt')::text, 1 from"
                + " reporting.person t where t.merged_into is null and t.document->'sources' @>"
                + " any (array["
                + sources("crm", smiths.jane().contactId())
                + ", "
                + sources("pos", smiths.jOfTheTill().tillCustomerId())
                + "])")
        .toString();
  }

  private static String sources(String connection, @Nullable String id) {
    return "'[{\"connection\":\"" + connection + "\",\"id\":\"" + id + "\"}]'::jsonb";
  }

  private int merged() throws SQLException {
    return store.count(
        "reporting.person p join ops.link l on l.alias = p.id where p.merged_into is not null and"
            + " l.source_id in ('"
            + smiths.jane().contactId()
            + "', '"
            + smiths.jOfTheTill().tillCustomerId()
            + "')");
  }

  private JsonNode suggestion() {
    Await.until("a person is asked", () -> !suggestions().isEmpty());
    try {
      return suggestions().getFirst();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Those about Jane and J. */
  private List<JsonNode> suggestions() throws InterruptedException {
    JsonNode page = run.ask("/api/identity/suggestions?entity=person");
    return StreamSupport.stream(page.path("suggestions").spliterator(), false)
        .filter(
            one ->
                one.toString().contains("|" + smiths.jane().contactId() + "\"")
                    && one.toString().contains("|" + smiths.jOfTheTill().tillCustomerId() + "\""))
        .toList();
  }

  private JsonNode why(String key) throws InterruptedException {
    for (JsonNode one : run.ask("/api/why?key=" + key).path("why")) {
      if (one.path("entity").asText().equals("person")) {
        return one;
      }
    }
    throw new AssertionError(key + " is no person");
  }

  /** The command's exit code. */
  private int identity(String... arguments) {
    List<String> all = new ArrayList<>(List.of("identity"));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--ports", Integer.toString(run.commandCentre().getPort())));
    return Mainstem.commands().execute(all.toArray(String[]::new));
  }
}
