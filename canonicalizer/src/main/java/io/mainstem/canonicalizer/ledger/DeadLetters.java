package io.mainstem.canonicalizer.ledger;

import io.mainstem.canonicalizer.fragment.Cause;
import io.mainstem.schemas.AliasId;
import io.mainstem.schemas.NameUuid;
import io.mainstem.schemas.event.DeadLetter;
import io.mainstem.schemas.event.Stage;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Dead letters: all that is needed to mend and replay what could not go on. */
public final class DeadLetters {
  private DeadLetters() {}

  /** The id is a function of event and stage: the same failure is the same letter. */
  public static DeadLetter of(
      Cause cause,
      Stage stage,
      String code,
      String words,
      @Nullable String field,
      Origin origin,
      ByteBuffer original,
      Instant now) {
    return DeadLetter.newBuilder()
        .setId(NameUuid.of(AliasId.NAMESPACE, stage + "|" + cause.eventId()).toString())
        .setEventId(cause.eventId())
        .setConnection(cause.source().connection())
        .setObject(cause.source().object())
        .setSourceId(cause.source().sourceId())
        .setDeliveryId(cause.deliveryId())
        .setStage(stage)
        .setCode(code)
        .setCause(words)
        .setField(field)
        .setAt(now)
        .setTopic(origin.topic())
        .setPartition(origin.partition())
        .setOffset(origin.offset())
        .setOriginal(original)
        .build();
  }
}
