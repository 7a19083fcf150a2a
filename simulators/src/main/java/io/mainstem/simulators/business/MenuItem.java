package io.mainstem.simulators.business;

/**
 * A dish or a drink.
 *
 * @param pence price with VAT
 */
public record MenuItem(
    String itemId, String variationId, String sku, String name, String category, int pence) {}
