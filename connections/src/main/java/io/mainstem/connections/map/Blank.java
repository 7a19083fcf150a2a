package io.mainstem.connections.map;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/**
 * Makes records in which nothing is supplied: nulls, empty lists and maps, strings and numbers at
 * their declared defaults. Asks the schema once, not for every record.
 */
final class Blank {
  private final Class<?> type;
  private final Schema schema;
  private final List<Integer> lists = new ArrayList<>();
  private final List<Integer> maps = new ArrayList<>();
  private final List<Default> defaults = new ArrayList<>();

  private record Default(int position, Object value) {}

  private Blank(Schema schema) {
    this.type = SpecificData.get().getClass(schema);
    this.schema = schema;
    for (Schema.Field field : schema.getFields()) {
      switch (field.schema().getType()) {
        case ARRAY -> lists.add(field.pos());
        case MAP -> maps.add(field.pos());
        case STRING, BOOLEAN, INT, LONG -> {
          if (field.hasDefaultValue()) {
            defaults.add(new Default(field.pos(), SpecificData.get().getDefaultValue(field)));
          }
        }
        default -> {
          // unions start as null, records are always set
        }
      }
    }
  }

  static Blank of(Schema record) {
    return new Blank(record);
  }

  SpecificRecord make() {
    SpecificRecord record = (SpecificRecord) SpecificData.newInstance(type, schema);
    for (int position : lists) {
      record.put(position, new ArrayList<>());
    }
    for (int position : maps) {
      record.put(position, new HashMap<>());
    }
    for (Default each : defaults) {
      record.put(each.position(), each.value());
    }
    return record;
  }
}
