package io.mainstem.schemas;

import static io.mainstem.schemas.EntityType.Kind.FACT;
import static io.mainstem.schemas.EntityType.Kind.MASTER;

import io.mainstem.schemas.canonical.Company;
import io.mainstem.schemas.canonical.Deal;
import io.mainstem.schemas.canonical.Employee;
import io.mainstem.schemas.canonical.Invoice;
import io.mainstem.schemas.canonical.Order;
import io.mainstem.schemas.canonical.Payment;
import io.mainstem.schemas.canonical.Person;
import io.mainstem.schemas.canonical.Product;
import io.mainstem.schemas.canonical.Shift;
import io.mainstem.schemas.canonical.Site;
import io.mainstem.schemas.canonical.Target;
import io.mainstem.schemas.canonical.Terminal;
import java.util.List;
import java.util.Optional;

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
  public static final EntityType ORDER = new EntityType("order", "ord_", FACT, Order.class);
  public static final EntityType PAYMENT = new EntityType("payment", "pay_", FACT, Payment.class);
  public static final EntityType INVOICE = new EntityType("invoice", "inv_", FACT, Invoice.class);
  public static final EntityType DEAL = new EntityType("deal", "dea_", FACT, Deal.class);
  public static final EntityType SHIFT = new EntityType("shift", "shf_", FACT, Shift.class);
  public static final EntityType TARGET = new EntityType("target", "tgt_", FACT, Target.class);

  private static final List<EntityType> ALL =
      List.of(
          PERSON, COMPANY, SITE, TERMINAL, EMPLOYEE, PRODUCT, ORDER, PAYMENT, INVOICE, DEAL, SHIFT,
          TARGET);

  static {
    TrustedClasses.install();
  }

  private Entities() {}

  /** In the order of the vocabulary: masters first. */
  public static List<EntityType> all() {
    return ALL;
  }

  public static Optional<EntityType> find(String name) {
    return ALL.stream().filter(type -> type.name().equals(name)).findFirst();
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
