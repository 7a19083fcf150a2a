package io.mainstem.connections.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mainstem.connections.Fixtures;
import io.mainstem.connections.door.Delivery;
import io.mainstem.schemas.event.Operation;
import java.math.BigDecimal;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class RowMappingTest {
  private static final Instant COMMITTED = Instant.parse("2026-03-07T12:00:00Z");
  private final RowMapping rows = RowMapping.of(Fixtures.connection("rota"));

  @Test
  void shouldMakeASnapshotOfARowWithItsDecimalsExact() {
    ObjectNode row = JsonNodeFactory.instance.objectNode();
    row.put("id", 12).put("site_id", 1).put("day", "2026-03-06");
    row.put("amount", new BigDecimal("1180.00")).put("updated_at", "2026-02-28T12:00:00Z");

    Delivery.Snapshot snapshot =
        rows.snapshot("public.labour_budgets", row, Operation.UPSERT, COMMITTED, 77);

    assertThat(snapshot.object()).isEqualTo("labour_budget");
    assertThat(snapshot.sourceId()).isEqualTo("12");
    assertThat(snapshot.version()).isEqualTo(77);
    assertThat(snapshot.occurredAt()).isEqualTo(Instant.parse("2026-02-28T12:00:00Z"));
    assertThat(snapshot.payload().text()).contains("\"amount\":1180.00");
  }

  @Test
  void shouldTellADeleteAndTheTablesItKnows() {
    ObjectNode row = JsonNodeFactory.instance.objectNode().put("id", 12);

    Delivery.Snapshot gone = rows.snapshot("public.shifts", row, Operation.DELETE, COMMITTED, 78);

    assertThat(gone.payload().isEmpty()).isTrue();
    assertThat(gone.occurredAt()).isEqualTo(COMMITTED);
    assertThat(rows.tables()).contains("public.sites", "public.staff");
    assertThatThrownBy(() -> rows.snapshot("public.x", row, Operation.UPSERT, COMMITTED, 1))
        .hasMessageContaining("public.shifts");
  }
}
