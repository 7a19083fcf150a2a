package io.mainstem.simulators.business;

import org.jspecify.annotations.Nullable;

/**
 * A company that orders catering.
 *
 * @param name how the CRM spells it
 * @param booksName how accounting spells it
 * @param place where the CRM says it is
 * @param booksPlace where accounting sends its bills: the same place in its own spelling, but for
 *     the one that has moved
 * @param xeroContactId null where accounting does not know it
 * @param contact number of the person who orders
 */
public record Client(
    int number,
    String name,
    String booksName,
    String domain,
    String companyNumber,
    String vatNumber,
    String phone,
    Place place,
    Place booksPlace,
    String companyId,
    @Nullable String xeroContactId,
    int contact) {

  /** A postal address. */
  public record Place(String street, String town, String postcode) {}
}
