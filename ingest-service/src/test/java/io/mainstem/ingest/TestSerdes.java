package io.mainstem.ingest;

import io.mainstem.runtime.avro.AvroSerdes;
import io.mainstem.runtime.avro.InMemorySchemaIds;
import io.mainstem.schemas.event.ConnectionState;
import io.mainstem.schemas.event.DeadLetter;
import io.mainstem.schemas.event.Doorbell;
import io.mainstem.schemas.event.SourceEvent;

/** One set of schema ids for all tests, the same in every process of theirs. */
public final class TestSerdes {

  public static final AvroSerdes SHARED = serdes();

  private TestSerdes() {}

  private static AvroSerdes serdes() {
    InMemorySchemaIds ids = new InMemorySchemaIds();
    ids.idOf("", SourceEvent.getClassSchema());
    ids.idOf("", Doorbell.getClassSchema());
    ids.idOf("", DeadLetter.getClassSchema());
    ids.idOf("", ConnectionState.getClassSchema());
    return new AvroSerdes(ids);
  }
}
