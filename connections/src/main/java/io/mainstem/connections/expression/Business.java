package io.mainstem.connections.expression;

import java.time.LocalTime;
import java.time.ZoneId;

/**
 * What functions need to know about the business.
 *
 * @param currency ISO 4217
 * @param country ISO 3166-1 alpha-2, for phone numbers without a prefix
 * @param cutOff local time at which the trading day turns
 */
public record Business(String currency, String country, ZoneId zone, LocalTime cutOff) {}
