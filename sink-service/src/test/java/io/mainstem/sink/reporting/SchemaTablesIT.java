package io.mainstem.sink.reporting;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstem.schemas.Entities;
import io.mainstem.schemas.EntityType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The migrations hold exactly the columns that the schemas ask for. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SchemaTablesIT {
  private Bench bench;

  @BeforeAll
  void open() throws Exception {
    bench = new Bench();
  }

  @AfterAll
  void close() throws Exception {
    bench.close();
  }

  @Test
  void shouldHaveAColumnForEveryFieldOfEveryEntity() {
    for (EntityType entity : Entities.all()) {
      List<String> expected =
          EntityProjection.columns(entity.schema()).stream()
              .map(column -> column.name() + " " + column.type())
              .toList();
      assertThat(columns(entity.table()))
          .as(entity.name())
          .containsExactlyInAnyOrderElementsOf(expected);
      for (Schema.Field list : SchemaColumns.children(entity.schema())) {
        ChildTable child = new ChildTable(entity.table(), list);
        assertThat(columns(child.table().substring("reporting.".length())))
            .as(child.table())
            .containsExactlyInAnyOrderElementsOf(
                child.expectedColumns().stream()
                    .map(column -> column.name() + " " + column.type())
                    .toList());
      }
    }
  }

  private List<String> columns(String table) {
    return bench
        .database()
        .query(
            "select a.attname, format_type(a.atttypid, a.atttypmod) from pg_attribute a where"
                + " a.attrelid = 'reporting.\""
                + table
                + "\"'::regclass and a.attnum > 0")
        .stream()
        .map(row -> row.getFirst() + " " + plain(String.valueOf(row.getLast())))
        .collect(Collectors.toCollection(ArrayList::new));
  }

  private static String plain(String type) {
    return type.replace("timestamp with time zone", "timestamptz").replace(",", ", ");
  }
}
