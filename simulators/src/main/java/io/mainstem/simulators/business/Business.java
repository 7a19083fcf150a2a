package io.mainstem.simulators.business;

import java.util.List;
import java.util.stream.Stream;

/**
 * Copper Kettle Kitchens, an invented restaurant group, as one seed makes it.
 *
 * @param merchantId the group's id at the till's vendor
 */
public record Business(
    long seed,
    String name,
    String merchantId,
    List<Site> sites,
    List<MenuItem> menu,
    List<Person> people,
    Smiths smiths,
    List<Client> clients,
    List<DealPlan> deals,
    List<InvoicePlan> invoices,
    Incidents incidents) {

  public Business {
    sites = List.copyOf(sites);
    menu = List.copyOf(menu);
    people = List.copyOf(people);
    clients = List.copyOf(clients);
    deals = List.copyOf(deals);
    invoices = List.copyOf(invoices);
  }

  /** The business of a seed: equal for equal seeds. */
  public static Business of(long seed) {
    Names names = new Names(Dice.of(seed, "names"));
    List<Site> sites = Founding.sites(seed, names);
    List<Client> clients = Founding.clients(seed);
    List<Person> people = Founding.people(seed, names, clients);
    return new Business(
        seed,
        "Copper Kettle Kitchens",
        "ML" + Dice.of(seed, "merchant").capitals(11),
        sites,
        Founding.menu(seed),
        people,
        Smiths.of(seed),
        clients,
        Contracts.deals(seed, clients),
        Contracts.invoices(seed, clients, people),
        Contracts.incidents(seed, sites, clients));
  }

  /** Those whose name says who they are, and the Smiths. */
  public List<Person> everyone() {
    return Stream.concat(people.stream(), smiths.people().stream()).toList();
  }

  public Site site(int id) {
    return sites.get(id - 1);
  }

  public Person contactOf(Client client) {
    return people.get(client.contact());
  }
}
