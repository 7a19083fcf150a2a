package io.mainstem.anomaly.explain;

/** What one record of a metric is called, and several. */
public record Noun(String one, String many) {

  /** {@code one shift}, {@code 41 shifts}. */
  public String counted(long number) {
    return HouseStyle.count(number) + " " + (number == 1 ? one : many);
  }
}
