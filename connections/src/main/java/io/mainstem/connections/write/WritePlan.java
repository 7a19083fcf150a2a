package io.mainstem.connections.write;

import io.mainstem.connections.json.Pending;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mainstem.connections.Connection;
import io.mainstem.connections.http.HttpAnswer;
import io.mainstem.connections.http.HttpCall;
import io.mainstem.connections.http.RateLimit;
import io.mainstem.connections.http.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The writes (and the searches before them) one connection offers, by name. */
public final class WritePlan {
  private WritePlan() {}

  public static WritePlan of(Connection connection) {
    return new WritePlan();
  }

  /** E.g. {@code create_invoice}, {@code find_contact}, {@code create_contact}. */
  public Set<String> operations() {
    return Pending.value("pending");
  }

  public RateLimit rateLimit() {
    return Pending.value("pending");
  }

  /** The object of the tool file that the operation makes or finds, e.g. {@code invoice}. */
  public String object(String operation) {
    return Pending.value("pending");
  }

  /** Fields of the input and whether each is required, for checking a flow. */
  public List<InputField> input(String operation) {
    return Pending.value("pending");
  }

  /** One field of an operation's input; {@code type} as in the tool file's shapes. */
  public record InputField(String name, String type, boolean required) {}

  /**
   * The request.
   *
   * @param input as {@link #input} names it
   * @param idempotencyKey sent where the tool knows such keys
   * @throws IllegalArgumentException if the operation is not known or the input does not fit
   */
  public HttpCall call(String operation, ObjectNode input, @Nullable String idempotencyKey) {
    return Pending.value("pending");
  }

  /** Also tells a success that carries an error in its body. */
  public Verdict verdict(String operation, HttpAnswer answer) {
    return Pending.value("pending");
  }

  /** The id of the record made or found; empty where a search found none. */
  public Optional<String> resultId(String operation, HttpAnswer answer) {
    return Pending.value("pending");
  }
}
