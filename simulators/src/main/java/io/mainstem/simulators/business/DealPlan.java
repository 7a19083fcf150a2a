package io.mainstem.simulators.business;

import java.time.LocalDateTime;
import java.util.List;

/** A catering deal and the stages it will go through; the first step creates it. */
public record DealPlan(String id, String name, int client, int pence, List<Step> steps) {
  public static final String WON = "closedwon";
  public static final String LOST = "closedlost";

  public DealPlan {
    steps = List.copyOf(steps);
  }

  /** The deal enters a stage. */
  public record Step(LocalDateTime at, String stage) {}
}
