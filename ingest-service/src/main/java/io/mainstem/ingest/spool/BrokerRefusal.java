package io.mainstem.ingest.spool;

import java.util.concurrent.CompletionException;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Which failures are about the record, so that no waiting helps; all others mean: not now. */
final class BrokerRefusal {
  private BrokerRefusal() {}

  static boolean isOfRecord(Throwable failure) {
    return switch (cause(failure)) {
      case RecordTooLargeException _,
          SerializationException _,
          InvalidRecordException _,
          InvalidTopicException _,
          AuthorizationException _ ->
          true;
      default -> false;
    };
  }

  /** Whether the broker answers, and has no such topic. */
  static boolean isTopicMissing(Throwable failure) {
    return cause(failure) instanceof TimeoutException timeout
        && timeout.getCause() instanceof UnknownTopicOrPartitionException;
  }

  private static Throwable cause(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }
}
