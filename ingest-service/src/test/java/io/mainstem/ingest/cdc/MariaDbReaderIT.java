package io.mainstem.ingest.cdc;

import io.mainstem.testkit.TestBinlogDatabase.Kind;

class MariaDbReaderIT extends BinlogReaderContract {
  MariaDbReaderIT() {
    super(Kind.MARIADB);
  }
}
