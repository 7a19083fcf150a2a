package io.mainstem.backbone;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** Starts two parts and waits to be killed. */
final class LonelyParent {
  private LonelyParent() {}

  public static void main(String[] arguments) throws InterruptedException {
    Path data = Path.of(arguments[0]);
    Ports ports =
        new Ports(
            Integer.parseInt(arguments[2]),
            Integer.parseInt(arguments[3]),
            1,
            2,
            Integer.parseInt(arguments[1]));
    var postgres = Backbone.startPostgres(Programs.find(), data, ports);
    var broker = Backbone.startBroker(Programs.find(), data, ports);
    System.out.print("ready\n");
    System.out.flush();
    new CountDownLatch(1).await();
    broker.close();
    postgres.close();
  }
}
