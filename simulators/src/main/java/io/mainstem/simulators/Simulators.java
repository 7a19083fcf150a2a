package io.mainstem.simulators;

import io.mainstem.simulators.tools.Asana;
import io.mainstem.simulators.tools.BambooHr;
import io.mainstem.simulators.tools.Deliveroo;
import io.mainstem.simulators.tools.Freshdesk;
import io.mainstem.simulators.tools.Gusto;
import io.mainstem.simulators.tools.HubSpot;
import io.mainstem.simulators.tools.Intercom;
import io.mainstem.simulators.tools.Mailchimp;
import io.mainstem.simulators.tools.Monday;
import io.mainstem.simulators.tools.Notion;
import io.mainstem.simulators.tools.Pipedrive;
import io.mainstem.simulators.tools.QuickBooks;
import io.mainstem.simulators.tools.Salesforce;
import io.mainstem.simulators.tools.Shopify;
import io.mainstem.simulators.tools.Slack;
import io.mainstem.simulators.tools.Square;
import io.mainstem.simulators.tools.Stripe;
import io.mainstem.simulators.tools.UberEats;
import io.mainstem.simulators.tools.Xero;
import io.mainstem.simulators.tools.Zendesk;
import io.mainstem.simulators.vendor.Vendor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Starts one vendor in process, for tests: {@code Simulators.start("quickbooks", options)}. */
public final class Simulators {
  private static final Map<String, Supplier<Vendor>> VENDORS = new LinkedHashMap<>();

  static {
    for (Supplier<Vendor> vendor :
        List.<Supplier<Vendor>>of(
            QuickBooks::new,
            Salesforce::new,
            Zendesk::new,
            Stripe::new,
            Asana::new,
            BambooHr::new,
            Shopify::new,
            Notion::new,
            Pipedrive::new,
            Monday::new,
            Mailchimp::new,
            Intercom::new,
            Gusto::new,
            Deliveroo::new,
            UberEats::new,
            Slack::new,
            HubSpot::new,
            Xero::new,
            Square::new,
            Freshdesk::new)) {
      VENDORS.put(vendor.get().name(), vendor);
    }
  }

  private Simulators() {}

  /** The tools there are. */
  public static Set<String> names() {
    return Set.copyOf(VENDORS.keySet());
  }

  /** A vendor by its name. */
  static Vendor vendor(String name) {
    Supplier<Vendor> vendor = VENDORS.get(name);
    if (vendor == null) {
      throw new IllegalArgumentException(
          "simulator: " + name + " (expected: one of " + String.join(", ", VENDORS.keySet()) + ")");
    }
    return vendor.get();
  }

  public static Simulator start(String name, SimulatorOptions options) {
    return Simulator.start(vendor(name), options);
  }
}
