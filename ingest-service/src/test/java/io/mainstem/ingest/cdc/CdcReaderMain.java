package io.mainstem.ingest.cdc;

import java.util.concurrent.CountDownLatch;

/** A reader in a process of its own, to be killed. */
final class CdcReaderMain {
  private CdcReaderMain() {}

  public static void main(String[] rig) throws InterruptedException {
    new CdcRig(rig[0], rig[1], rig[2], rig[3], rig[4], rig[5], new CdcRig.Schemas())
        .reader()
        .start();
    // Ends with its parent's patience only.
    new CountDownLatch(1).await();
  }
}
