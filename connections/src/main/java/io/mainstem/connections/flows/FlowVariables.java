package io.mainstem.connections.flows;

import java.math.BigDecimal;
import java.time.Instant;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/** Variables that every flow's expressions can use besides its records. */
public final class FlowVariables {
  /** The event that set the flow off: {@code name} and, as instant, {@code at}. */
  public static final String EVENT = "event";

  /**
   * The action: {@code marker} is a short text by which it is found again, {@code worth} what the
   * policy says it moves (known once it is planned).
   */
  public static final String ACTION = "action";

  public static final Schema EVENT_SCHEMA =
      SchemaBuilder.record("FlowEvent")
          .namespace("io.mainstem.flows")
          .fields()
          .requiredString("name")
          .name("at")
          .type(LogicalTypes.timestampMicros().addToSchema(Schema.create(Schema.Type.LONG)))
          .noDefault()
          .endRecord();

  public static final Schema ACTION_SCHEMA =
      SchemaBuilder.record("FlowAction")
          .namespace("io.mainstem.flows")
          .fields()
          .requiredString("marker")
          .name("worth")
          .type(
              Schema.createUnion(
                  Schema.create(Schema.Type.NULL),
                  LogicalTypes.decimal(19, 4).addToSchema(Schema.create(Schema.Type.BYTES))))
          .withDefault(null)
          .endRecord();

  private FlowVariables() {}

  public static IndexedRecord event(String name, Instant at) {
    GenericData.Record event = new GenericData.Record(EVENT_SCHEMA);
    event.put("name", name);
    event.put("at", at);
    return event;
  }

  public static IndexedRecord action(String marker, @Nullable BigDecimal worth) {
    GenericData.Record action = new GenericData.Record(ACTION_SCHEMA);
    action.put("marker", marker);
    action.put("worth", worth);
    return action;
  }
}
