package io.mainstem.connections.write;

import com.fasterxml.jackson.databind.JsonNode;
import io.mainstem.connections.http.HttpAnswer;
import io.mainstem.connections.tool.WriteSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** How each row of a batch went. */
final class BatchAnswer {
  private static final int MAX_NAMED = 10;

  private BatchAnswer() {}

  /** Which rows were refused and why; empty where all went well. */
  static Optional<WriteStep> failure(WriteSpec.Rows rows, HttpAnswer answer) {
    Optional<JsonNode> body = CallTemplate.body(answer);
    if (body.isEmpty()) {
      return Optional.of(
          new WriteStep.Retry("UNREADABLE_ANSWER", "The answer cannot be read.", null, true));
    }
    List<String> failed = new ArrayList<>();
    TreeSet<String> codes = new TreeSet<>();
    int row = 0;
    JsonNode all = rows.at().in(body.get());
    for (JsonNode each : all) {
      row++;
      if (rows.failed() != null
          && AnswerClass.applies(rows.failed(), answer.status(), Optional.of(each))) {
        failed.add(String.valueOf(row));
        if (rows.code() != null) {
          rows.code().text(each).map(AnswerClass::plain).ifPresent(codes::add);
        }
      }
    }
    if (failed.isEmpty()) {
      return Optional.empty();
    }
    String named =
        String.join(", ", failed.subList(0, Math.min(MAX_NAMED, failed.size())))
            + (failed.size() > MAX_NAMED ? ", …" : "");
    return Optional.of(
        new WriteStep.Refused(
            "ROWS_REFUSED",
            failed.size()
                + " of "
                + all.size()
                + " rows were refused: "
                + named
                + (codes.isEmpty() ? "" : " (" + String.join(", ", codes) + ")")));
  }
}
