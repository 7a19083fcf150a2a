package io.mainstem.simulators.timeline;

import java.time.LocalDate;

/** A row of the rota's {@code labour_budgets}. */
public record BudgetRow(long id, int siteId, LocalDate day, long pence) {}
