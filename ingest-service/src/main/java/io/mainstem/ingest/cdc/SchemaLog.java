package io.mainstem.ingest.cdc;

import java.util.List;

/**
 * What a binlog needs to be understood later: every table as it was, and each change of it. Kept as
 * long as the position in the log is.
 */
public interface SchemaLog {

  /** In the order of {@link #append}. */
  List<String> read();

  /** Returns once it is kept. */
  void append(String json);

  void clear();
}
