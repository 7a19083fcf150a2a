package io.mainstem.ingest.cdc;

import io.mainstem.testkit.TestBinlogDatabase.Kind;
import java.util.ArrayList;
import java.util.List;

class MySqlReaderIT extends BinlogReaderContract {
  MySqlReaderIT() {
    super(Kind.MYSQL);
  }

  @Override
  List<Setting> settings() {
    List<Setting> all = new ArrayList<>(super.settings());
    all.add(new Setting("binlog_transaction_compression", "OFF", "ON"));
    all.add(new Setting("binlog_row_value_options", "", "PARTIAL_JSON"));
    return all;
  }
}
