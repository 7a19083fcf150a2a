package io.mainstem.connections.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mainstem.connections.Connection;
import io.mainstem.connections.Workspace;
import io.mainstem.connections.WorkspaceException;
import io.mainstem.connections.http.HttpAnswer;
import io.mainstem.connections.http.HttpCall;
import io.mainstem.connections.json.Bytes;
import io.mainstem.connections.shape.Shape;
import io.mainstem.connections.write.WriteKey;
import io.mainstem.connections.write.WritePlan;
import io.mainstem.connections.write.WriteStep;
import io.mainstem.connections.yaml.Problems;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What tool files marked {@code sure: specification} say is what the vendor's own description says:
 * samples are of its schemas, shapes name its fields, calls send what it knows. Skipped where the
 * descriptions are not at hand.
 */
final class ToolSpecificationTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What Xero sends without describing it: dates in a form people can read. */
  private static final String UNDESCRIBED =
      "(Invoice|CreditNote)\\.(Date|DueDate)String is unknown";

  private static final Map<String, VendorDescription> READ = new HashMap<>();

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "xero,contact,xero-accounting.yaml,Contact",
    "xero,invoice,xero-accounting.yaml,Invoice",
    "xero,credit_note,xero-accounting.yaml,CreditNote",
    "xero,quote,xero-accounting.yaml,Quote",
    "xero,purchase_order,xero-accounting.yaml,PurchaseOrder",
    "xero,item,xero-accounting.yaml,Item",
    "xero,account,xero-accounting.yaml,Account",
    "xero,journal,xero-accounting.yaml,Journal",
    "xero,payment,xero-accounting.yaml,Payment",
    "xero,budget,xero-accounting.yaml,Budget",
    "square,location,square.json,Location",
    "square,device,square.json,Device",
    "square,team_member,square.json,TeamMember",
    "square,customer,square.json,Customer",
    "square,payment,square.json,Payment",
    "square,refund,square.json,PaymentRefund",
    "square,order,square.json,Order",
    "square,item,square.json,CatalogObject",
    "square,stock,square.json,RetrieveInventoryCountResponse",
    "square,timecard,square.json,Timecard",
    "square,scheduled_shift,square.json,ScheduledShift",
    "hubspot,contact,hubspot-contacts.json,SimplePublicObjectWithAssociations",
    "hubspot,company,hubspot-companies.json,SimplePublicObjectWithAssociations",
    "hubspot,deal,hubspot-deals.json,SimplePublicObjectWithAssociations",
    "zendesk,ticket,zendesk-support.yaml,Ticket",
    "zendesk,user,zendesk-support.yaml,User",
    "zendesk,organization,zendesk-support.yaml,Organization",
    "asana,project,asana.yaml,ProjectResponse",
    "asana,task,asana.yaml,TaskResponse",
    "asana,user,asana.yaml,UserResponse",
    "bamboohr,leave,bamboohr.yaml,/paths/~1api~1v1~1time_off~1requests/get/responses/200/content/application~1json/schema/items",
  })
  void shouldReadRecordsAsTheVendorDescribesThem(
      String tool, String object, String file, String schema) throws IOException {
    VendorDescription vendor = description(file);
    Problems problems = new Problems();
    Shape.Struct shape =
        Objects.requireNonNull(Tools.builtIn(tool, problems).specs().get(object)).shape();

    assertThat(vendor.schema(schema).isObject()).isTrue();
    assertThat(vendor.faults(schema, sample(tool, object)))
        .filteredOn(fault -> !fault.matches(UNDESCRIBED))
        .isEmpty();
    assertThat(vendor.faults(schema, example(shape)))
        .filteredOn(fault -> fault.endsWith("is unknown") && !fault.matches(UNDESCRIBED))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "square,find_contact,square.json,SearchCustomersRequest",
    "square,create_contact,square.json,CreateCustomerRequest",
    "square,refund_payment,square.json,RefundPaymentRequest",
    "square,count_stock,square.json,BatchChangeInventoryRequest",
    "hubspot,find_contact,hubspot-contacts.json,PublicObjectSearchRequest",
    "hubspot,upsert_contact,hubspot-contacts.json,BatchInputSimplePublicObjectBatchInputUpsert",
    "hubspot,find_company,hubspot-companies.json,PublicObjectSearchRequest",
    "hubspot,create_company,hubspot-companies.json,SimplePublicObjectInputForCreate",
    "hubspot,update_deal,hubspot-deals.json,SimplePublicObjectInput",
    "asana,create_project,asana.yaml,/paths/~1projects/post/requestBody/content/application~1json/schema",
    "asana,create_task,asana.yaml,/paths/~1tasks/post/requestBody/content/application~1json/schema",
    "asana,update_task,asana.yaml,/paths/~1tasks~1{task_gid}/put/requestBody/content/application~1json/schema",
    "bamboohr,create_employee,bamboohr.yaml,postNewEmployee",
    "bamboohr,request_leave,bamboohr.yaml,TimeOffRequest",
    "xero,create_contact,xero-accounting.yaml,Contacts",
    "xero,create_draft_invoice,xero-accounting.yaml,Invoices",
  })
  void shouldSendWhatTheVendorDescribes(String tool, String operation, String file, String schema)
      throws Exception {
    VendorDescription vendor = description(file);
    WritePlan plan = WritePlan.of(connection(tool));
    WriteStep first =
        plan.begin(operation, input(tool, operation), new WriteKey("key-1", "marker-1"), false);
    HttpCall call = operation.startsWith("find_") ? asked(first) : change(first);

    assertThat(vendor.schema(schema).isObject()).isTrue();
    assertThat(vendor.faults(schema, JSON.readTree(call.body().toArray()))).isEmpty();
  }

  @Test
  void shouldSeeAPlantedFault() throws IOException {
    VendorDescription vendor = description("square.json");
    ObjectNode payment = (ObjectNode) sample("square", "payment");
    payment.put("recept_number", "x").putObject("amount_money").put("amount", "many");

    assertThat(vendor.faults("Payment", payment)).hasSize(2);
  }

  private static VendorDescription description(String file) throws IOException {
    assumeTrue(
        VendorDescription.isAtHand(file), "skipped: the vendor's description is not at hand");
    VendorDescription known = READ.get(file);
    if (known == null) {
      known = VendorDescription.of(file);
      READ.put(file, known);
    }
    return known;
  }

  private static JsonNode sample(String tool, String object) throws IOException {
    String name = "/conformance/" + tool + "/" + object + ".json";
    try (InputStream in = ToolSpecificationTest.class.getResourceAsStream(name)) {
      return JSON.readTree(Objects.requireNonNull(in, name));
    }
  }

  private static HttpCall asked(WriteStep step) {
    return ((WriteStep.Ask) step).call();
  }

  /** The call that changes something; a search before it finds nothing. */
  private static HttpCall change(WriteStep step) {
    WriteStep next = step;
    while (next instanceof WriteStep.Ask ask && !ask.changes()) {
      next = ask.answered(new HttpAnswer(200, Map.of(), Bytes.utf8("{\"data\":[]}")));
    }
    return asked(next);
  }

  private Connection connection(String tool) throws IOException, WorkspaceException {
    Files.createDirectories(folder.resolve("connections"));
    Files.writeString(
        folder.resolve("workspace.yaml"), "currency: GBP\ncountry: GB\ntimezone: Europe/London\n");
    Files.writeString(
        folder.resolve("connections/it.yaml"),
        "tool: "
            + tool
            + "\nwebhookSecrets: []\nsettings: {tenant: t, workspace: '12', team: '13', resource:"
            + " '14', company: kettlemoor}\nsecrets: {access_token: token, api_key: key}\n");
    return Objects.requireNonNull(
        Workspace.load(folder, Map.<String, String>of()::get).connections().get("it"));
  }

  /** An input in which every field has a value. */
  private static ObjectNode input(String tool, String operation) {
    Shape.Struct shape =
        Objects.requireNonNull(Tools.builtIn(tool, new Problems()).writes().get(operation)).input();
    ObjectNode input = (ObjectNode) example(shape);
    new TreeMap<>(
            Map.of(
                "email",
                "iris@kettlemoor.example",
                "domain",
                "kettlemoor.example",
                "date",
                "2026-03-07",
                "start",
                "2026-03-07",
                "currency",
                "GBP"))
        .forEach(
            (name, value) -> {
              if (input.has(name)) {
                input.put(name, value);
              }
            });
    return input;
  }

  private static JsonNode example(Shape shape) {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    return switch (shape) {
      case Shape.Scalar scalar ->
          switch (scalar) {
            case TEXT -> nodes.textNode("x");
            case INTEGER -> nodes.numberNode(1);
            case DECIMAL -> nodes.numberNode(1.5);
            case BOOLEAN -> nodes.booleanNode(true);
            case ANY -> nodes.objectNode();
          };
      case Shape.OneOf choice -> nodes.textNode(choice.values().iterator().next());
      case Shape.MapOf map -> nodes.objectNode().set("x", example(map.value()));
      case Shape.ListOf list -> list(nodes.arrayNode(), list);
      case Shape.Struct struct -> {
        ObjectNode object = nodes.objectNode();
        struct.fields().forEach((name, field) -> object.set(name, example(field.shape())));
        yield object;
      }
    };
  }

  private static ArrayNode list(ArrayNode node, Shape.ListOf list) {
    List<JsonNode> items = new ArrayList<>();
    items.add(example(list.element()));
    return node.addAll(items);
  }
}
