package io.mainstem.schemas;

import static io.mainstem.schemas.EntityType.Kind.FACT;
import static io.mainstem.schemas.EntityType.Kind.MASTER;

import io.mainstem.schemas.canonical.Adjustment;
import io.mainstem.schemas.canonical.Campaign;
import io.mainstem.schemas.canonical.Company;
import io.mainstem.schemas.canonical.Deal;
import io.mainstem.schemas.canonical.DeliveryOrder;
import io.mainstem.schemas.canonical.Document;
import io.mainstem.schemas.canonical.Employee;
import io.mainstem.schemas.canonical.FeeLine;
import io.mainstem.schemas.canonical.Feedback;
import io.mainstem.schemas.canonical.Interaction;
import io.mainstem.schemas.canonical.Invoice;
import io.mainstem.schemas.canonical.Leave;
import io.mainstem.schemas.canonical.LedgerAccount;
import io.mainstem.schemas.canonical.LedgerEntry;
import io.mainstem.schemas.canonical.Order;
import io.mainstem.schemas.canonical.Payment;
import io.mainstem.schemas.canonical.Person;
import io.mainstem.schemas.canonical.Product;
import io.mainstem.schemas.canonical.Project;
import io.mainstem.schemas.canonical.PurchaseOrder;
import io.mainstem.schemas.canonical.Shift;
import io.mainstem.schemas.canonical.Shipment;
import io.mainstem.schemas.canonical.Site;
import io.mainstem.schemas.canonical.StockLevel;
import io.mainstem.schemas.canonical.StockMovement;
import io.mainstem.schemas.canonical.Subscription;
import io.mainstem.schemas.canonical.Target;
import io.mainstem.schemas.canonical.Task;
import io.mainstem.schemas.canonical.Terminal;
import io.mainstem.schemas.canonical.Ticket;
import io.mainstem.schemas.canonical.Timecard;
import io.mainstem.schemas.canonical.Touch;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The entity types of the shared vocabulary. */
public final class Entities {
  public static final EntityType PERSON = new EntityType("person", "cus_", MASTER, Person.class);
  public static final EntityType COMPANY = new EntityType("company", "com_", MASTER, Company.class);
  public static final EntityType SITE = new EntityType("site", "sit_", MASTER, Site.class);
  public static final EntityType TERMINAL =
      new EntityType("terminal", "ter_", MASTER, Terminal.class);
  public static final EntityType EMPLOYEE =
      new EntityType("employee", "emp_", MASTER, Employee.class);
  public static final EntityType PRODUCT = new EntityType("product", "prd_", MASTER, Product.class);
  public static final EntityType LEDGER_ACCOUNT =
      new EntityType("ledger-account", "acc_", MASTER, LedgerAccount.class);
  public static final EntityType PROJECT = new EntityType("project", "prj_", MASTER, Project.class);
  public static final EntityType CAMPAIGN =
      new EntityType("campaign", "cam_", MASTER, Campaign.class);
  public static final EntityType ORDER = new EntityType("order", "ord_", FACT, Order.class);
  public static final EntityType ADJUSTMENT =
      new EntityType("adjustment", "adj_", FACT, Adjustment.class);
  public static final EntityType PAYMENT = new EntityType("payment", "pay_", FACT, Payment.class);
  public static final EntityType INVOICE = new EntityType("invoice", "inv_", FACT, Invoice.class);
  public static final EntityType LEDGER_ENTRY =
      new EntityType("ledger-entry", "ent_", FACT, LedgerEntry.class);
  public static final EntityType STOCK_LEVEL =
      new EntityType("stock-level", "stk_", FACT, StockLevel.class);
  public static final EntityType STOCK_MOVEMENT =
      new EntityType("stock-movement", "mov_", FACT, StockMovement.class);
  public static final EntityType PURCHASE_ORDER =
      new EntityType("purchase-order", "pur_", FACT, PurchaseOrder.class);
  public static final EntityType SHIFT = new EntityType("shift", "shf_", FACT, Shift.class);
  public static final EntityType TIMECARD =
      new EntityType("timecard", "tim_", FACT, Timecard.class);
  public static final EntityType LEAVE = new EntityType("leave", "lve_", FACT, Leave.class);
  public static final EntityType DELIVERY_ORDER =
      new EntityType("delivery-order", "dlv_", FACT, DeliveryOrder.class);
  public static final EntityType FEE_LINE = new EntityType("fee-line", "fee_", FACT, FeeLine.class);
  public static final EntityType SHIPMENT =
      new EntityType("shipment", "shp_", FACT, Shipment.class);
  public static final EntityType FEEDBACK =
      new EntityType("feedback", "fbk_", FACT, Feedback.class);
  public static final EntityType TICKET = new EntityType("ticket", "tkt_", FACT, Ticket.class);
  public static final EntityType DEAL = new EntityType("deal", "dea_", FACT, Deal.class);
  public static final EntityType INTERACTION =
      new EntityType("interaction", "int_", FACT, Interaction.class);
  public static final EntityType TASK = new EntityType("task", "tsk_", FACT, Task.class);
  public static final EntityType TOUCH = new EntityType("touch", "tch_", FACT, Touch.class);
  public static final EntityType DOCUMENT =
      new EntityType("document", "doc_", FACT, Document.class);
  public static final EntityType SUBSCRIPTION =
      new EntityType("subscription", "sub_", FACT, Subscription.class);
  public static final EntityType TARGET = new EntityType("target", "tgt_", FACT, Target.class);

  private static final List<EntityType> ALL =
      List.of(
          PERSON,
          COMPANY,
          SITE,
          TERMINAL,
          EMPLOYEE,
          PRODUCT,
          LEDGER_ACCOUNT,
          PROJECT,
          CAMPAIGN,
          ORDER,
          ADJUSTMENT,
          PAYMENT,
          INVOICE,
          LEDGER_ENTRY,
          STOCK_LEVEL,
          STOCK_MOVEMENT,
          PURCHASE_ORDER,
          SHIFT,
          TIMECARD,
          LEAVE,
          DELIVERY_ORDER,
          FEE_LINE,
          SHIPMENT,
          FEEDBACK,
          TICKET,
          DEAL,
          INTERACTION,
          TASK,
          TOUCH,
          DOCUMENT,
          SUBSCRIPTION,
          TARGET);

  private static final Map<String, EntityType> BY_NAME =
      ALL.stream().collect(Collectors.toUnmodifiableMap(EntityType::name, type -> type));

  static {
    TrustedClasses.install();
  }

  private Entities() {}

  /** In the order of the vocabulary: masters first. */
  public static List<EntityType> all() {
    return ALL;
  }

  public static Optional<EntityType> find(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }

  /**
   * The entity type of that name.
   *
   * @throws IllegalArgumentException if no entity type has that name
   */
  public static EntityType named(String name) {
    return find(name)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "entity: " + name + " (expected: one of " + names() + ")"));
  }

  /** The type a canonical or alias id speaks of, by its prefix. */
  public static Optional<EntityType> ofId(String id) {
    return ALL.stream().filter(type -> id.startsWith(type.idPrefix())).findFirst();
  }

  public static List<String> names() {
    return ALL.stream().map(EntityType::name).toList();
  }
}
