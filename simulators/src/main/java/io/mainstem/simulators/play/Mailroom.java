package io.mainstem.simulators.play;

import io.mainstem.simulators.api.Bell;
import io.mainstem.simulators.timeline.Notice;
import io.mainstem.simulators.timeline.Notice.HubSpotEvent;
import io.mainstem.simulators.timeline.Notice.XeroEvent;
import io.mainstem.simulators.timeline.Tool;
import io.mainstem.simulators.webhook.Courier;
import io.mainstem.simulators.webhook.Delivery;
import io.mainstem.simulators.webhook.Delivery.Stationery;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Puts notices into envelopes: one Square event a POST, HubSpot and Xero events in batches, which
 * leave when they are full or when the post is collected.
 */
public final class Mailroom implements Bell {
  private static final int HUBSPOT_BATCH = 100;
  private static final int XERO_BATCH = 50;

  private final Courier courier;
  private final String resourceBase;
  private final String tenant;
  private final String run;
  private final Map<Tool, List<Notice>> waiting = new EnumMap<>(Tool.class);
  private int deliveries;
  private int xeroSequence = 1;

  /**
   * An empty room.
   *
   * @param run tells the deliveries of one start of the process from those of another
   */
  public Mailroom(Courier courier, String resourceBase, String tenant, String run) {
    this.courier = courier;
    this.resourceBase = resourceBase;
    this.tenant = tenant;
    this.run = run;
  }

  @Override
  public void ring(Notice notice) {
    post(notice, 0);
    collect();
  }

  /**
   * @param again how often it was sent before
   */
  synchronized void post(Notice notice, int again) {
    boolean batched = notice instanceof HubSpotEvent || notice instanceof XeroEvent;
    if (!batched) {
      send(notice.tool(), List.of(notice), again);
      return;
    }
    List<Notice> batch = waiting.computeIfAbsent(notice.tool(), tool -> new ArrayList<>());
    batch.add(notice);
    if (batch.size() == (notice.tool() == Tool.HUBSPOT ? HUBSPOT_BATCH : XERO_BATCH)) {
      collect();
    }
  }

  /** Sends what waits. */
  synchronized void collect() {
    waiting.forEach(
        (tool, batch) -> {
          if (!batch.isEmpty()) {
            send(tool, List.copyOf(batch), 0);
            batch.clear();
          }
        });
  }

  private void send(Tool tool, List<Notice> notices, int again) {
    Stationery stationery = new Stationery(resourceBase, tenant, xeroSequence);
    if (tool == Tool.XERO) {
      xeroSequence += notices.size();
    }
    deliveries++;
    try {
      courier.send(new Delivery(run + "-" + deliveries, tool, notices, stationery, again));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
