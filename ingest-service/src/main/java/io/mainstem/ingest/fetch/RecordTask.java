package io.mainstem.ingest.fetch;

import io.mainstem.connections.http.AccessToken;
import io.mainstem.connections.http.HttpCall;
import io.mainstem.ingest.fetch.Rings.Ring;
import io.mainstem.ingest.publish.Publisher;
import io.mainstem.ingest.tool.TokenKeeper;
import io.mainstem.ingest.tool.ToolLine;
import io.mainstem.ingest.tool.ToolLine.Asked;
import io.mainstem.runtime.outbound.Backoff;
import io.mainstem.runtime.outbound.OutboundException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.random.RandomGenerator;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fetches one record and publishes it: as often as it takes, or until it is refused for good. */
final class RecordTask {

  private static final Logger log = LoggerFactory.getLogger(RecordTask.class);

  /** Between attempts at one record. */
  static final Backoff PAUSES = new Backoff(Duration.ofMillis(250), Duration.ofSeconds(30));

  /** Before the tool is asked again whether it accepts our credentials. */
  static final Duration CREDENTIALS_PAUSE = Duration.ofSeconds(30);

  /** How long a record waits for the first access token of its connection. */
  static final Duration FIRST_TOKEN = Duration.ofSeconds(20);

  /** How long it waits for another access token, once one was refused. */
  static final Duration OTHER_TOKEN = Duration.ofSeconds(20);

  private final Answering answering;
  private final ToolLine line;
  private final TokenKeeper tokens;
  private final Publisher publisher;
  private final ToolState tool;
  private final FetchMeters meters;
  private final RandomGenerator random;

  RecordTask(
      Answering answering,
      ToolLine line,
      TokenKeeper tokens,
      Publisher publisher,
      ToolState tool,
      FetchMeters meters,
      RandomGenerator random) {
    this.answering = answering;
    this.line = line;
    this.tokens = tokens;
    this.publisher = publisher;
    this.tool = tool;
    this.meters = meters;
    this.random = random;
  }

  /** Returns when what the rings announced is stored. */
  void answer(List<Ring> rings) throws InterruptedException {
    for (Ring ring : Answering.due(rings)) {
      store(message(ring));
    }
  }

  private ProducerRecord<String, SpecificRecord> message(Ring ring) throws InterruptedException {
    try {
      return ring.doorbell().getDeleted() ? deleted(ring) : fetched(ring);
    } catch (RuntimeException e) {
      log.atError().setCause(e).log("a fetch failed in a way nobody foresaw");
      meters.attempt("refused");
      return answering.refused(ring, "UNFORESEEN", e.getClass().getSimpleName());
    }
  }

  private ProducerRecord<String, SpecificRecord> deleted(Ring ring) {
    meters.attempt("deleted");
    return answering.gone(ring);
  }

  private ProducerRecord<String, SpecificRecord> fetched(Ring ring) throws InterruptedException {
    if (tokens.isNeeded()) {
      var _ = tokens.awaitOtherThan(null, FIRST_TOKEN);
    }
    int counted = 0;
    long answeredBefore = tool.answers();
    for (int attempt = 1; ; attempt++) {
      HttpCall call;
      AccessToken token = tokens.get();
      try {
        call = answering.call(ring.doorbell());
      } catch (IllegalArgumentException notFetchable) {
        meters.attempt("refused");
        return answering.refused(ring, "NOT_FETCHABLE", String.valueOf(notFetchable.getMessage()));
      }
      Attempt made = attempt(ring, call, token, counted, tool.answers() > answeredBefore);
      switch (made) {
        case Attempt.Done(ProducerRecord<String, SpecificRecord> message) -> {
          return message;
        }
        case Attempt.Failed(boolean counts) -> counted += counts ? 1 : 0;
      }
      answeredBefore = tool.answers();
      Thread.sleep(PAUSES.before(attempt, random));
    }
  }

  private sealed interface Attempt {
    record Done(ProducerRecord<String, SpecificRecord> message) implements Attempt {}

    record Failed(boolean counts) implements Attempt {}
  }

  private Attempt attempt(
      Ring ring, HttpCall call, AccessToken token, int counted, boolean toolAnswers)
      throws InterruptedException {
    Asked asked;
    try {
      asked = line.ask(call);
    } catch (OutboundException e) {
      return noAnswer(ring, e);
    }
    return switch (answering.decide(asked.answer(), counted, toolAnswers)) {
      case AttemptDecision.Publish() -> {
        tool.answered();
        meters.attempt("found");
        yield new Attempt.Done(answering.found(ring, asked));
      }
      case AttemptDecision.PublishGone() -> {
        tool.answered();
        meters.attempt("gone");
        yield new Attempt.Done(answering.gone(ring));
      }
      case AttemptDecision.Refuse(String code, String cause) -> {
        meters.attempt("refused");
        yield new Attempt.Done(answering.refused(ring, code, cause));
      }
      case AttemptDecision.CredentialsRefused(int status) -> {
        meters.attempt("unauthorized");
        tokens.refused(token);
        if (!tokens.awaitOtherThan(token, OTHER_TOKEN)) {
          tool.refusesCredentials(status);
          line.pause(CREDENTIALS_PAUSE);
        }
        yield new Attempt.Failed(false);
      }
      case AttemptDecision.Again(String code, var after, boolean counts) -> {
        meters.attempt("retry");
        tool.failed(code);
        if (after != null) {
          line.pause(after);
        }
        yield new Attempt.Failed(counts);
      }
    };
  }

  private Attempt noAnswer(Ring ring, OutboundException failure) {
    if (Answering.recordsOwn(failure)) {
      meters.attempt("refused");
      return new Attempt.Done(
          answering.refused(ring, failure.code().name(), "the tool's answer is too large"));
    }
    meters.attempt("no_answer");
    tool.failed(failure.code().name());
    return new Attempt.Failed(false);
  }

  private void store(ProducerRecord<String, SpecificRecord> message) throws InterruptedException {
    for (int attempt = 1; ; attempt++) {
      try {
        publisher.publish(List.of(message)).get();
        return;
      } catch (ExecutionException notStored) {
        meters.attempt("not_stored");
        Thread.sleep(PAUSES.before(attempt, random));
      }
    }
  }
}
