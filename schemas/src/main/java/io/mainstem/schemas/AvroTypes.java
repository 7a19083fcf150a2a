package io.mainstem.schemas;

import org.apache.avro.Schema;

/** Questions about Avro schemas that have one answer for all of us. */
public final class AvroTypes {
  private AvroTypes() {}

  /** The type that is not null of an optional one; any other as it is. */
  public static Schema notNull(Schema schema) {
    if (schema.getType() != Schema.Type.UNION) {
      return schema;
    }
    for (Schema type : schema.getTypes()) {
      if (type.getType() != Schema.Type.NULL) {
        return type;
      }
    }
    return schema;
  }

  /** True for the value that only readers older than the writer ever see. */
  public static boolean isUnrecognised(Schema values, String symbol) {
    return symbol.equals(values.getEnumDefault());
  }
}
