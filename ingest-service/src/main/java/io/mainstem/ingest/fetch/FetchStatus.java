package io.mainstem.ingest.fetch;

/** How one connection's tool answers, for health. */
public sealed interface FetchStatus {

  /** Answers, or was not asked yet. */
  record Answering() implements FetchStatus {}

  /** Is asked again later; its doorbells wait in their topic. */
  record Waiting(String cause) implements FetchStatus {}

  /** Does not accept our credentials; doorbells wait until it does. */
  record CredentialsRefused(int status) implements FetchStatus {}
}
