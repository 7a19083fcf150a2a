package io.mainstem.simulators;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mainstem.simulators.vendor.Entry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the simulated vendors answer, held against the vendors' own descriptions. */
class AnswerContractTest {
  /** Members every caller of Xero meets, and its description leaves out. */
  private static final Pattern KNOWN_AND_NOT_DESCRIBED =
      Pattern.compile(
          "\\.(Id|Status|ProviderName|DateTimeUTC|DateString|DueDateString) is not described");

  private static void assertDescribed(
      String tool, String file, Map<String, String> pathsToCalls, String... headers)
      throws Exception {
    Path spec = SharedReference.orSkip("specs/" + file);
    OpenApiFile described = new OpenApiFile(spec);
    List<String> problems = new ArrayList<>();
    try (Simulator vendor = Simulators.start(tool, SimulatorOptions.DEFAULT)) {
      Caller caller = new Caller(vendor).with(headers);
      for (Map.Entry<String, String> call : pathsToCalls.entrySet()) {
        String target = call.getValue();
        for (String kind : vendor.records().kinds()) {
          List<Entry> held = vendor.records().live(kind);
          target = target.replace("{" + kind + "}", held.getFirst().id());
        }
        JsonNode answer = caller.get(target);
        described.problems("GET", call.getKey(), answer).stream()
            .filter(problem -> !KNOWN_AND_NOT_DESCRIBED.matcher(problem).find())
            .forEach(problem -> problems.add(call.getKey() + " " + problem));
      }
    }
    assertThat(problems).isEmpty();
  }

  private static String[] bearer(String token) {
    return new String[] {"Authorization", "Bearer " + token};
  }

  private static String[] basic(String pair) {
    return new String[] {
      "Authorization",
      "Basic "
          + java.util.Base64.getEncoder()
              .encodeToString(pair.getBytes(java.nio.charset.StandardCharsets.UTF_8))
    };
  }

  @Test
  void shouldAnswerAsAsanaDescribes() throws Exception {
    assertDescribed(
        "asana",
        "asana.yaml",
        Map.of(
            "/tasks/{task_gid}", "/api/1.0/tasks/{tasks}",
            "/projects/{project_gid}", "/api/1.0/projects/{projects}",
            "/users/{user_gid}", "/api/1.0/users/{users}",
            "/projects", "/api/1.0/projects?limit=2"),
        bearer("asana-pat"));
  }

  @Test
  void shouldAnswerAsBambooHrDescribes() throws Exception {
    assertDescribed(
        "bamboohr",
        "bamboohr.yaml",
        Map.of(
            "/api/v1/employees", "/api/v1/employees?page%5Blimit%5D=2",
            "/api/v1/employees/changed", "/api/v1/employees/changed?since=2026-01-01T00:00:00Z",
            "/api/v1/employees/{id}",
                "/api/v1/employees/{employees}?fields=firstName,lastName,workEmail,hireDate,status"),
        basic("bamboo-key:x"));
  }

  @Test
  void shouldAnswerAsIntercomDescribes() throws Exception {
    assertDescribed(
        "intercom",
        "intercom.yaml",
        Map.of(
            "/contacts", "/contacts?per_page=2",
            "/companies", "/companies?per_page=2",
            "/conversations", "/conversations?per_page=2"),
        bearer("ic-token"));
  }

  @Test
  void shouldAnswerAsGustoDescribes() throws Exception {
    String company = "/v1/companies/7087a288-8349-4632-b92e-bc94fb79f29e/";
    assertDescribed(
        "gusto",
        "gusto.yaml",
        Map.of(
            "/v1/companies/{company_id}/employees", company + "employees",
            "/v1/companies/{company_uuid}/departments", company + "departments",
            "/v1/companies/{company_uuid}/contractors", company + "contractors",
            "/v1/companies/{company_id}/locations", company + "locations",
            "/v1/companies/{company_id}/payrolls", company + "payrolls",
            "/v1/events", "/v1/events"),
        bearer("gusto-system-token"));
  }

  @Test
  void shouldAnswerAsPipedriveDescribes() throws Exception {
    assertDescribed(
        "pipedrive",
        "pipedrive-v2.yaml",
        Map.of(
            "/persons", "/api/v2/persons",
            "/deals", "/api/v2/deals",
            "/organizations", "/api/v2/organizations",
            "/activities", "/api/v2/activities",
            "/products/{id}", "/api/v2/products/{products}"),
        "x-api-token",
        "pd-api-token");
  }

  @Test
  void shouldAnswerAsZendeskDescribes() throws Exception {
    assertDescribed(
        "zendesk",
        "zendesk-support.yaml",
        Map.of(
            "/users", "/api/v2/users?per_page=2",
            "/organizations", "/api/v2/organizations?per_page=2",
            "/tickets/{ticket_id}", "/api/v2/tickets/{tickets}"),
        bearer("zd-oauth-token"));
  }

  @Test
  void shouldAnswerAsHubSpotDescribes() throws Exception {
    for (String kind : List.of("contacts", "companies", "deals")) {
      assertDescribed(
          "hubspot",
          "hubspot-" + kind + ".json",
          Map.of(
              "/crm/v3/objects/" + (kind.equals("deals") ? "0-3" : kind),
              "/crm/v3/objects/" + kind + "?limit=2"),
          bearer("pat-simulated"));
    }
  }

  @Test
  void shouldAnswerAsXeroDescribes() throws Exception {
    assertDescribed(
        "xero",
        "xero-accounting.yaml",
        Map.of(
            "/Invoices", "/api.xro/2.0/Invoices?page=1",
            "/Contacts", "/api.xro/2.0/Contacts?page=1",
            "/Payments", "/api.xro/2.0/Payments?page=1",
            "/CreditNotes", "/api.xro/2.0/CreditNotes?page=1",
            "/Quotes", "/api.xro/2.0/Quotes?page=1",
            "/PurchaseOrders", "/api.xro/2.0/PurchaseOrders?page=1",
            "/Items", "/api.xro/2.0/Items",
            "/Accounts", "/api.xro/2.0/Accounts",
            "/Journals", "/api.xro/2.0/Journals",
            "/Budgets", "/api.xro/2.0/Budgets"),
        "Authorization",
        "Bearer xero-token",
        "xero-tenant-id",
        "4f5a4a35-0000-4000-8000-000000000001");
  }

  @Test
  void shouldAnswerAsSquareDescribes() throws Exception {
    assertDescribed(
        "square",
        "square.json",
        Map.of(
            "/v2/payments", "/v2/payments",
            "/v2/customers", "/v2/customers",
            "/v2/locations", "/v2/locations",
            "/v2/catalog/list", "/v2/catalog/list",
            "/v2/devices", "/v2/devices",
            "/v2/labor/timecards/{id}", "/v2/labor/timecards/{timecards}",
            "/v2/labor/scheduled-shifts/{id}", "/v2/labor/scheduled-shifts/{scheduled_shifts}",
            "/v2/orders/{order_id}", "/v2/orders/{orders}",
            "/v2/team-members/{team_member_id}", "/v2/team-members/{team-members}"),
        bearer("sq-token"));
  }

  @Test
  void shouldHoldWhatStripesOwnSamplesHold() throws Exception {
    JsonNode fixtures =
        new ObjectMapper()
            .readTree(SharedReference.orSkip("specs/stripe-fixtures.json").toFile())
            .path("resources");
    try (Simulator stripe = Simulators.start("stripe", SimulatorOptions.DEFAULT)) {
      for (String kind :
          List.of(
              "customers",
              "products",
              "invoices",
              "payment_intents",
              "charges",
              "refunds",
              "disputes",
              "balance_transactions",
              "credit_notes",
              "subscriptions",
              "prices")) {
        JsonNode sample = fixtures.path(kind.substring(0, kind.length() - 1));
        JsonNode ours = stripe.records().live(kind).getFirst().body();
        ours.properties()
            .forEach(
                member -> {
                  JsonNode theirs = sample.get(member.getKey());
                  assertThat(theirs).as(kind + "." + member.getKey()).isNotNull();
                  if (!theirs.isNull() && !member.getValue().isNull()) {
                    assertThat(member.getValue().getNodeType())
                        .as(kind + "." + member.getKey())
                        .isEqualTo(theirs.getNodeType());
                  }
                });
      }
    }
  }
}
