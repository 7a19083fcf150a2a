package io.mainstem.simulators.story;

import static io.mainstem.simulators.json.Json.array;
import static io.mainstem.simulators.json.Json.object;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mainstem.simulators.business.Calendar;
import io.mainstem.simulators.json.Json;
import io.mainstem.simulators.vendor.Cast;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Paper and Plane, a design studio of twelve: deals won in the CRM, projects and tasks, invoices in
 * accounting, retainers by card, and a shared drive that writes a register of its documents.
 */
final class DesignStudio {
  private static final List<String> STAGES =
      List.of(
          "appointmentscheduled",
          "qualifiedtobuy",
          "presentationscheduled",
          "decisionmakerboughtin");
  private static final List<String> CLIENTS =
      List.of(
          "Harbour Coffee",
          "Tern Bicycles",
          "Otter Press",
          "Lark Bakery",
          "Quill Books",
          "Gannet Boats",
          "Fern Clinics",
          "Moss Textiles",
          "Heron Theatre",
          "Alder Farm",
          "Wren Radio",
          "Pike Tools",
          "Sorrel Tea",
          "Finch Optics",
          "Birch Schools",
          "Clover Dairy");
  private static final List<String> WORK =
      List.of("Brand identity", "Website", "Packaging", "Annual report", "Signage", "Campaign");
  private static final List<String> STEPS =
      List.of("Sketches", "First draft", "Client review", "Artwork", "Print check", "Hand over");
  private static final String WORKSPACE = "1100000000000001";
  private static final int OPEN_CLIENTS = 12;
  private static final List<String> WATCH =
      List.of(
          "a deal won in the CRM becomes a project with its first task (projects), the client's"
              + " folder (documents), a draft invoice (accounting) and a message (chat), each once",
          "a client is one company and one person in crm, accounting and payments, however each"
              + " spells the name",
          "held back for a person: a won deal whose amount reads 12.5k");
  private static final List<Seat> SEATS =
      List.of(
          new Seat(
              "hubspot",
              "crm",
              Map.of(
                  "access_token", "HUBSPOT_ACCESS_TOKEN",
                  "webhook_secret", "HUBSPOT_CLIENT_SECRET"),
              null),
          new Seat(
              "stripe",
              "payments",
              Map.of("access_token", "STRIPE_API_KEY", "webhook_secret", "STRIPE_WEBHOOK_SECRET"),
              null),
          new Seat(
              "quickbooks",
              "accounting",
              Map.of(
                  "client_id", "QUICKBOOKS_CLIENT_ID",
                  "client_secret", "QUICKBOOKS_CLIENT_SECRET",
                  "refresh_token", "QUICKBOOKS_REFRESH_TOKEN",
                  "realm_id", "QUICKBOOKS_REALM",
                  "webhook_secret", "QUICKBOOKS_WEBHOOK_TOKEN"),
              null),
          new Seat(
              "asana",
              "projects",
              Map.of(
                  "access_token", "ASANA_ACCESS_TOKEN",
                  "webhook_secret", "ASANA_WEBHOOK_SECRET"),
              null),
          new Seat("drive", "documents", Map.of("token", "DRIVE_TOKEN"), null),
          new Seat(
              "slack",
              "chat",
              Map.of("access_token", "SLACK_BOT_TOKEN", "channel", "SLACK_CHANNEL"),
              null));
  private static final List<Measure> MEASURES =
      List.of(
          new Measure("deals by stage", "hubspot", "deals", "properties/dealstage", null),
          new Measure(
              "deal value by stage",
              "hubspot",
              "deals",
              "properties/dealstage",
              "properties/amount"),
          new Measure("invoices by customer", "quickbooks", "Invoice", "CustomerRef/name", null),
          new Measure(
              "received in accounting", "quickbooks", "Payment", "CurrencyRef/value", "TotalAmt"),
          new Measure("retainers by status", "stripe", "invoices", "status", null),
          new Measure("tasks done", "asana", "tasks", "completed", null));

  private final Script script;
  private final List<Cast> contacts = new ArrayList<>();
  private final List<String> openDeals = new ArrayList<>();
  private final List<String> openTasks = new ArrayList<>();
  private int deals;
  private int tasks;

  private DesignStudio(Script script) {
    this.script = script;
  }

  static Story story(long seed, int days) {
    DesignStudio studio = new DesignStudio(new Script(seed, days));
    studio.open();
    for (int day = 0; day < days; day++) {
      studio.day(day);
    }
    return studio.script.story(
        "design-studio", "Paper & Plane", WATCH, SEATS, "DOCUMENTS_FOLDER", MEASURES);
  }

  private void open() {
    Instant at = Script.at(-1, 12, 0);
    for (int n = 0; n < 5; n++) {
      script.put(
          -1,
          at,
          "asana",
          "users",
          "1210000000000" + String.format(Locale.ROOT, "%03d", n),
          object("name", Cast.of(900 + n).name(), "email", Cast.of(900 + n).email()));
    }
    script.put(-1, at, "quickbooks", "Account", "3001", object("Name", "Sales"));
    script.put(-1, at, "quickbooks", "Item", "2001", object("Name", "Design work"));
    for (int client = 0; client < OPEN_CLIENTS; client++) {
      client(-1, at, client);
      if (client % 3 != 2) {
        booksCustomer(-1, at, client);
      }
      if (client < 4) {
        project(client);
        retainerCustomer(client);
      }
      if (client < 6) {
        invoice(-1, client);
      }
    }
    for (int i = 0; i < 8; i++) {
      deal(-1, at, i);
    }
    for (int i = 0; i < 16; i++) {
      task(-1, at, i % 4);
    }
    register(-1);
    script.dayWritten();
  }

  private void day(int day) {
    Instant morning = Script.at(day, 9, script.roll(60));
    if (day % 7 < 5) {
      workingDay(day, morning);
    }
    planted(day);
    register(day);
    script.dayWritten();
  }

  private void workingDay(int day, Instant morning) {
    int client =
        day % 4 == 3 && OPEN_CLIENTS + day / 4 < CLIENTS.size()
            ? OPEN_CLIENTS + day / 4
            : script.roll(OPEN_CLIENTS);
    if (client >= contacts.size()) {
      client(day, morning, client);
    }
    deal(day, morning.plusSeconds(600), Math.min(client, contacts.size() - 1));
    advance(day, Script.at(day, 11, script.roll(60)));
    if (day % 2 == 0 && !openDeals.isEmpty()) {
      win(day, Script.at(day, 14, script.roll(60)));
    }
    for (int i = 0; i < 6; i++) {
      task(day, Script.at(day, 9 + i, script.roll(60)), script.roll(4));
      complete(day, Script.at(day, 13 + script.roll(4), script.roll(60)));
    }
    if (day % 3 == 0) {
      received(day, Script.at(day, 15, 10), day / 3 % 6);
    }
    if (day % 7 == 1) {
      retainers(day);
    }
  }

  private static String companyId(int client) {
    return String.valueOf(31_000_000_000L + client);
  }

  private static String contactId(int client) {
    return String.valueOf(21_000_000_000L + client);
  }

  private static String domain(int client) {
    return CLIENTS.get(client).toLowerCase(Locale.ROOT).replace(' ', '-') + ".example";
  }

  private String email(int client) {
    Cast who = contacts.get(client);
    return (who.given() + "." + who.family()).toLowerCase(Locale.ROOT) + "@" + domain(client);
  }

  private static ObjectNode to(String type, String id) {
    return object("results", array(object("id", id, "type", type)));
  }

  private void client(int day, Instant at, int client) {
    Cast who = script.stranger();
    contacts.add(who);
    script.put(
        day,
        at,
        "hubspot",
        "companies",
        companyId(client),
        object(
            "properties",
            object(
                "name", CLIENTS.get(client),
                "domain", domain(client),
                "phone", who.phone(),
                "address", who.street(),
                "city", who.town(),
                "zip", who.postcode())));
    script.put(
        day,
        at,
        "hubspot",
        "contacts",
        contactId(client),
        object(
            "properties",
                object(
                    "email", email(client),
                    "firstname", who.given(),
                    "lastname", who.family(),
                    "phone", who.phone(),
                    "company", CLIENTS.get(client)),
            "associations", object("companies", to("contact_to_company", companyId(client)))));
  }

  /** Accounting writes the company in full and the person the other way round. */
  private void booksCustomer(int day, Instant at, int client) {
    Cast who = contacts.get(client);
    script.put(
        day,
        at,
        "quickbooks",
        "Customer",
        booksId(client),
        object(
            "DisplayName",
            CLIENTS.get(client) + " Limited",
            "CompanyName",
            CLIENTS.get(client) + " Limited",
            "FullyQualifiedName",
            CLIENTS.get(client) + " Limited",
            "PrintOnCheckName",
            CLIENTS.get(client) + " Limited",
            "GivenName",
            who.given().toUpperCase(Locale.ROOT),
            "FamilyName",
            who.family().toUpperCase(Locale.ROOT),
            "PrimaryEmailAddr",
            object("Address", email(client)),
            "PrimaryPhone",
            object("FreeFormNumber", "0" + who.phone().substring(3))));
  }

  private static String booksId(int client) {
    return String.valueOf(500 + client);
  }

  private void invoice(int day, int client) {
    int payer = client % 3 == 2 ? 0 : client;
    BigDecimal amount = BigDecimal.valueOf(180_000 + 12_500L * client, 2);
    ObjectNode line =
        object(
            "Id",
            "1",
            "LineNum",
            1,
            "Description",
            WORK.get(client % WORK.size()),
            "Amount",
            amount,
            "DetailType",
            "SalesItemLineDetail",
            "SalesItemLineDetail",
            object("ItemRef", object("value", "2001"), "UnitPrice", amount, "Qty", 1));
    script.put(
        day,
        Script.at(day, 12, 20),
        "quickbooks",
        "Invoice",
        String.valueOf(15_000 + client),
        object(
            "TxnDate",
            "2026-02-16",
            "DueDate",
            "2026-03-18",
            "DocNumber",
            "PP-" + (200 + client),
            "CustomerRef",
            object("value", booksId(payer), "name", CLIENTS.get(payer) + " Limited"),
            "BillEmail",
            object("Address", email(payer)),
            "Line",
            array(line)));
  }

  private void received(int day, Instant at, int client) {
    int payer = client % 3 == 2 ? 0 : client;
    BigDecimal amount = BigDecimal.valueOf(180_000 + 12_500L * client, 2);
    script.put(
        day,
        at,
        "quickbooks",
        "Payment",
        String.valueOf(25_000 + client),
        object(
            "TxnDate", Calendar.date(day).toString(),
            "CurrencyRef", object("value", "GBP", "name", "British Pound Sterling"),
            "CustomerRef", object("value", booksId(payer)),
            "TotalAmt", amount,
            "Line",
                array(
                    object(
                        "Amount",
                        amount,
                        "LinkedTxn",
                        array(
                            object(
                                "TxnId",
                                String.valueOf(15_000 + client),
                                "TxnType",
                                "Invoice"))))));
    script.put(
        day,
        at,
        "quickbooks",
        "Invoice",
        String.valueOf(15_000 + client),
        object("Balance", BigDecimal.ZERO));
  }

  private void retainerCustomer(int client) {
    script.put(
        -1,
        Script.at(-1, 12, 0),
        "stripe",
        "customers",
        "cus_PP" + client,
        object(
            "email", email(client).toUpperCase(Locale.ROOT),
            "name", CLIENTS.get(client).toUpperCase(Locale.ROOT),
            "phone", null));
  }

  private void retainers(int day) {
    for (int client = 0; client < 4; client++) {
      String id = "in_PP" + day + "x" + client;
      boolean dollars = client == 3;
      script.put(
          day,
          Script.at(day, 8, client),
          "stripe",
          "invoices",
          id,
          object(
              "customer",
              "cus_PP" + client,
              "customer_email",
              email(client),
              "customer_name",
              CLIENTS.get(client).toUpperCase(Locale.ROOT),
              "currency",
              dollars ? "usd" : "gbp",
              "description",
              "Retainer",
              "status",
              "open",
              "total",
              45_000,
              "subtotal",
              45_000,
              "amount_due",
              45_000));
      if (client != 2) {
        script.put(
            day,
            Script.at(day, 8, 30 + client),
            "stripe",
            "invoices",
            id,
            object("status", "paid"));
      }
    }
    script.told(day, 9, "four retainers billed, one of them in dollars, one not paid");
  }

  private void deal(int day, Instant at, int client) {
    int n = ++deals;
    String id = String.valueOf(41_000_000_000L + n);
    openDeals.add(id);
    script.put(
        day,
        at,
        "hubspot",
        "deals",
        id,
        object(
            "properties",
                object(
                    "dealname",
                    CLIENTS.get(client) + " · " + WORK.get(n % WORK.size()),
                    "amount",
                    String.valueOf(1_500 + 250 * (n % 9)),
                    "deal_currency_code",
                    "GBP",
                    "dealstage",
                    STAGES.getFirst(),
                    "pipeline",
                    "default",
                    "closedate",
                    Calendar.date(Math.max(0, day) + 21) + "T00:00:00.000Z"),
            "associations",
                object(
                    "companies", to("deal_to_company", companyId(client)),
                    "contacts", to("deal_to_contact", contactId(client)))));
  }

  private void advance(int day, Instant at) {
    script.put(
        day,
        at,
        "hubspot",
        "deals",
        script.pick(openDeals),
        object("properties", object("dealstage", STAGES.get(1 + script.roll(3)))));
  }

  private void win(int day, Instant at) {
    String id = openDeals.removeFirst();
    script.put(
        day, at, "hubspot", "deals", id, object("properties", object("dealstage", "closedwon")));
    script.told(day, 14, "a deal is won: " + id);
  }

  private static ObjectNode compact(String type, String gid, String name) {
    return object("gid", gid, "name", name, "resource_type", type);
  }

  private static String projectId(int client) {
    return String.valueOf(1_310_000_000_000_000L + client);
  }

  private static String projectName(int client) {
    return CLIENTS.get(client) + " · " + WORK.get(client % WORK.size());
  }

  private void project(int client) {
    script.put(
        -1,
        Script.at(-1, 12, 0),
        "asana",
        "projects",
        projectId(client),
        object(
            "name", projectName(client),
            "notes", "For " + CLIENTS.get(client),
            "workspace", compact("workspace", WORKSPACE, "Paper & Plane"),
            "owner", compact("user", "1210000000000000", Cast.of(900).name())));
  }

  private void task(int day, Instant at, int client) {
    String id = String.valueOf(1_410_000_000_000_000L + ++tasks);
    ObjectNode project = compact("project", projectId(client), projectName(client));
    openTasks.add(id);
    script.put(
        day,
        at,
        "asana",
        "tasks",
        id,
        object(
            "name", STEPS.get(tasks % STEPS.size()) + " " + tasks,
            "completed", false,
            "due_on", Calendar.date(Math.max(0, day) + 5).toString(),
            "assignee",
                compact(
                    "user",
                    "1210000000000" + String.format(Locale.ROOT, "%03d", tasks % 5),
                    Cast.of(900 + tasks % 5).name()),
            "projects", array(project),
            "memberships", array(object("project", project, "section", null)),
            "workspace", compact("workspace", WORKSPACE, "Paper & Plane")));
  }

  private void complete(int day, Instant at) {
    script.put(day, at, "asana", "tasks", openTasks.removeFirst(), object("completed", true));
  }

  private void planted(int day) {
    Instant noon = Script.at(day, 12, 5);
    switch (day) {
      case 1 ->
          script.odd(
              day,
              noon,
              "hubspot",
              "deals",
              "41999999999",
              object(
                  "properties",
                  object("dealname", "Mystery", "amount", "12.5k", "dealstage", "closedwon")));
      case 2 -> {
        Cast who = contacts.get(3);
        script.put(
            day,
            noon,
            "hubspot",
            "contacts",
            "21999999999",
            object(
                "properties",
                object(
                    "email", "hello@" + domain(3),
                    "firstname", who.given(),
                    "lastname", who.family(),
                    "phone", who.phone(),
                    "company", CLIENTS.get(3) + " Ltd")));
        script.told(day, 12, "the CRM holds one person twice, under a general address");
      }
      case 3 ->
          script.add(day, new Beat.Gone(noon, "hubspot", "contacts", "21999999999", contactId(3)));
      case 4 ->
          script.put(
              day,
              noon,
              "quickbooks",
              "Invoice",
              "15005",
              object("PrivateNote", "Voided", "Balance", BigDecimal.ZERO, "Line", array()));
      case 7 -> {
        String gone = openTasks.removeLast();
        script.add(day, new Beat.Gone(noon, "asana", "tasks", gone, null));
      }
      case 8 -> script.add(day, new Beat.Gone(noon, "hubspot", "contacts", contactId(11), null));
      default -> {}
    }
  }

  /** The register of what was written or changed that day, one JSON object a line. */
  private void register(int day) {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < (day < 0 ? OPEN_CLIENTS : 2); i++) {
      int client = day < 0 ? i : (day * 2 + i) % contacts.size();
      String folder = "clients/" + CLIENTS.get(client).toLowerCase(Locale.ROOT).replace(' ', '-');
      String kind = day < 0 ? "contract" : i == 0 ? "brief" : "draft";
      lines.append(
          Json.write(
              object(
                  "path",
                      folder + "/" + kind + (day < 0 ? ".pdf" : "-" + Calendar.date(day) + ".md"),
                  "title",
                      kind.substring(0, 1).toUpperCase(Locale.ROOT)
                          + kind.substring(1)
                          + ", "
                          + CLIENTS.get(client),
                  "kind", kind,
                  "folder", folder,
                  "size", 4_096 + 512 * client,
                  "modified", Calendar.date(day) + "T17:30:00Z",
                  "client", CLIENTS.get(client),
                  "link", "https://drive.example/" + folder + "/" + kind,
                  "signed", day < 0)));
      lines.append('\n');
    }
    script.add(
        day,
        new Beat.Dropped(
            Script.at(day, 22, 30),
            "documents-" + Calendar.date(day) + ".jsonl",
            lines.toString()));
  }
}
