package io.mainstem.simulators.business;

import org.jspecify.annotations.Nullable;

/**
 * A company that orders catering.
 *
 * @param name how the CRM spells it
 * @param booksName how accounting spells it
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
    String companyId,
    @Nullable String xeroContactId,
    int contact) {}
