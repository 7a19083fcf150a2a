package io.mainstem.connections.flows;

import java.time.Instant;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.IndexedRecord;

/** Variables that every flow's expressions can use besides its records. */
public final class FlowVariables {
  /** The event that set the flow off: {@code name} and, as instant, {@code at}. */
  public static final String EVENT = "event";

  /** The action being planned: {@code marker} is a short text by which it is found again. */
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
          .endRecord();

  private FlowVariables() {}

  public static IndexedRecord event(String name, Instant at) {
    GenericData.Record event = new GenericData.Record(EVENT_SCHEMA);
    event.put("name", name);
    event.put("at", at);
    return event;
  }

  public static IndexedRecord action(String marker) {
    GenericData.Record action = new GenericData.Record(ACTION_SCHEMA);
    action.put("marker", marker);
    return action;
  }
}
