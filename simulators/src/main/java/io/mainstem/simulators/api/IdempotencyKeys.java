package io.mainstem.simulators.api;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Remembers the answer to each key, so that the same request again does nothing again. */
public final class IdempotencyKeys {
  private record Remembered(String request, Answer answer) {}

  private final Map<String, Remembered> answers = new HashMap<>();

  /** One request at a time, so that two of the same key cannot both be new. */
  public synchronized Answer once(
      @Nullable String key,
      String request,
      Supplier<Answer> apply,
      UnaryOperator<Answer> replay,
      Supplier<Answer> misused) {
    if (key == null) {
      return apply.get();
    }
    Remembered remembered = answers.get(key);
    if (remembered == null) {
      Answer answer = apply.get();
      answers.put(key, new Remembered(request, answer));
      return answer;
    }
    return remembered.request().equals(request) ? replay.apply(remembered.answer()) : misused.get();
  }
}
