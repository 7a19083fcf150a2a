package io.mainstem.anomaly.review;

import io.mainstem.anomaly.metric.Scope;
import io.mainstem.anomaly.metric.TradingCalendar;

/** What is known of sites, terminals and the like, as of now. */
public interface Places {

  /** The canonical id an alias belongs to now; the alias itself where nothing is known. */
  String canonicalId(String alias);

  /** The name people use; the id where none is known. */
  String name(String dimension, String id);

  /** When trading days begin there. */
  TradingCalendar calendar(Scope scope);
}
