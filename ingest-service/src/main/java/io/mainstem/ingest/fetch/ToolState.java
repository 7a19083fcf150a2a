package io.mainstem.ingest.fetch;

import java.util.concurrent.atomic.AtomicLong;

/** What is known of one tool's willingness to answer. Thread-safe. */
final class ToolState {

  private final AtomicLong answers = new AtomicLong();
  private volatile FetchStatus status = new FetchStatus.Answering();

  void answered() {
    answers.incrementAndGet();
    status = new FetchStatus.Answering();
  }

  void failed(String code) {
    status = new FetchStatus.Waiting(code);
  }

  void refusesCredentials(int httpStatus) {
    status = new FetchStatus.CredentialsRefused(httpStatus);
  }

  /** How often the tool has answered well. */
  long answers() {
    return answers.get();
  }

  FetchStatus status() {
    return status;
  }
}
