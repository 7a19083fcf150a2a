package io.mainstem.ingest.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EventIdsTest {

  private static final byte[] ROW = {1, 2, 3};

  @Test
  void shouldGiveTheSameIdToTheSameDeliveryAndNoOther() {
    assertThat(EventIds.ofDelivery("crm", "e1"))
        .isEqualTo(EventIds.ofDelivery("crm", "e1"))
        .isNotEqualTo(EventIds.ofDelivery("crm", "e2"))
        .isNotEqualTo(EventIds.ofDelivery("pos", "e1"));
  }

  @Test
  void shouldGiveTheSameIdToTheSameVersionOfARecordAndNoOther() {
    String id = EventIds.ofSnapshot("crm", "deal", "1", 5, false, ROW);

    assertThat(id)
        .isEqualTo(EventIds.ofSnapshot("crm", "deal", "1", 5, false, ROW.clone()))
        .isNotEqualTo(EventIds.ofSnapshot("crm", "deal", "1", 6, false, ROW))
        .isNotEqualTo(EventIds.ofSnapshot("crm", "deal", "1", 5, true, ROW))
        .isNotEqualTo(EventIds.ofSnapshot("crm", "deal", "1", 5, false, new byte[] {1}))
        .isNotEqualTo(EventIds.ofSnapshot("crm", "deal", "2", 5, false, ROW));
  }

  @Test
  void shouldMakeReceiptsThatSortByTimeAndServeAsTraceIds() {
    DeliveryIds ids = new DeliveryIds(InstantSource.fixed(Instant.EPOCH), new Random(1));
    DeliveryIds later =
        new DeliveryIds(InstantSource.fixed(Instant.ofEpochMilli(1)), new Random(1));
    UUID receipt = ids.get();

    assertThat(receipt.version()).isEqualTo(7);
    assertThat(receipt.variant()).isEqualTo(2);
    assertThat(receipt.toString()).isLessThan(later.get().toString());
    assertThat(Trace.of(null, receipt).parent())
        .startsWith("00-" + receipt.toString().replace("-", "") + "-")
        .endsWith("-01");
  }

  @Test
  void shouldKeepASendersTraceOnlyIfItIsOne() {
    UUID receipt = new UUID(0x7000L, 1);
    String good = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    assertThat(Trace.of(good, receipt).parent()).isEqualTo(good);
    assertThat(Trace.of("00-x\r\ny", receipt)).isEqualTo(Trace.of(null, receipt));
  }
}
