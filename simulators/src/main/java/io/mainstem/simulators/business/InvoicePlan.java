package io.mainstem.simulators.business;

import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * An invoice the bookkeeper raises by hand.
 *
 * @param xeroContactId whom it bills
 * @param netPence before VAT
 * @param paidAt when the money comes, or null
 */
public record InvoicePlan(
    String id,
    String number,
    String xeroContactId,
    String contactName,
    String contactGiven,
    String contactFamily,
    String description,
    int netPence,
    LocalDateTime raisedAt,
    @Nullable LocalDateTime paidAt) {}
