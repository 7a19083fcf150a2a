package io.mainstem.connections.tool;

import io.mainstem.connections.json.JsonPath;
import io.mainstem.connections.shape.Shape;
import io.mainstem.connections.yaml.YamlNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One operation that changes a tool, or searches it. Expressions are kept as they stand in the file
 * and compiled for each connection.
 *
 * @param object it makes or finds
 * @param call what is sent; of search-then-write what makes a new record
 * @param update of search-then-write, what changes the record found; null leaves it as it is
 * @param key where the idempotency key goes, or null
 * @param marker where the mark goes by which {@code find} knows our own record, or null
 * @param find the search that tells what a write has made, or null
 * @param version of read-modify-write, or null
 * @param done answers that mean it was so already
 * @param before a call made first, or null
 * @param read paths of the record read back, to expressions of what should be there
 * @param readIn which of the record's rows those paths are of; null for the record itself
 * @param deadline from the event on; later the call is not made any more; null for no end
 */
public record WriteSpec(
    String name,
    YamlNode at,
    Sure sure,
    String object,
    Strategy strategy,
    Shape.Struct input,
    Call call,
    @Nullable Call update,
    @Nullable Put key,
    @Nullable Put marker,
    @Nullable Find find,
    @Nullable Version version,
    @Nullable Rows rows,
    Outcomes outcomes,
    List<AnswerRule> done,
    @Nullable Before before,
    Map<JsonPath, YamlNode> read,
    @Nullable ReadIn readIn,
    @Nullable Duration deadline,
    boolean atLeastOnce) {

  /** What makes a repeat harmless. */
  public enum Strategy {
    /** The tool remembers a key. */
    IDEMPOTENCY_KEY,
    /** The call names the record by our own id. */
    UPSERT,
    /** The same for a list of records. */
    BATCH_UPSERT,
    /** Found first, then made or changed. */
    SEARCH_THEN_WRITE,
    /** Written back with the version that was read. */
    VERSION,
    /** True once, and until a deadline. */
    ACTION,
    /** Carries a mark by which it is found again. */
    APPEND,
    /** Changes nothing. */
    SEARCH
  }

  public boolean changes() {
    return strategy != Strategy.SEARCH;
  }

  /**
   * The first of a record's rows that is the one.
   *
   * @param match paths in a row, to expressions they must equal
   */
  public record ReadIn(JsonPath rows, Map<JsonPath, YamlNode> match) {}

  /** How a body is written. */
  public enum Format {
    JSON,
    FORM,
    GRAPHQL,
    XML
  }

  /**
   * One request.
   *
   * @param path a template whose holes are expressions
   * @param headers templates whose holes are expressions
   * @param query names to expressions
   * @param format null for the one of the whole API
   * @param document of GraphQL, whose variables are the body; else null
   * @param body a template whose scalars are expressions; absent for none
   * @param result where the answer names the record; null where it does not
   */
  public record Call(
      String method,
      YamlNode path,
      Map<String, YamlNode> headers,
      Map<String, YamlNode> query,
      @Nullable Format format,
      @Nullable String document,
      YamlNode body,
      @Nullable Result result) {}

  /** Where an answer names the record. */
  public sealed interface Result {
    record At(JsonPath path) implements Result {}

    /** The last part of an address in a header. */
    record InHeader(String name) implements Result {}

    /**
     * The first of several rows that is the one.
     *
     * @param match paths in a row, to expressions they must equal
     */
    record Among(JsonPath rows, Map<JsonPath, YamlNode> match, JsonPath id) implements Result {}
  }

  /**
   * The search that finds what a write makes.
   *
   * @param fill its input, by expressions over ours; what is not there is taken by name
   */
  public record Find(YamlNode at, String search, Map<String, YamlNode> fill) {}

  /**
   * Optimistic locking.
   *
   * @param at where the record read says its version; null for a header
   * @param header of the answer that says it, e.g. {@code ETag}; null for a path
   */
  public record Version(@Nullable JsonPath at, @Nullable String header, Put put) {}

  /**
   * How each row of a batch went.
   *
   * @param failed what a row that failed looks like, or null
   * @param code where such a row says why, or null
   */
  public record Rows(
      JsonPath at, @Nullable JsonPath id, @Nullable AnswerRule failed, @Nullable JsonPath code) {}

  /** What answers mean where the status alone does not tell. */
  public record Outcomes(
      List<AnswerRule> duplicate,
      List<AnswerRule> conflict,
      List<AnswerRule> retry,
      List<AnswerRule> refused) {}

  /**
   * A kind of answer.
   *
   * @param status null for any
   * @param path in its body, or null
   * @param values of which the text there is one; empty where being there is enough
   */
  public record AnswerRule(@Nullable Integer status, @Nullable JsonPath path, Set<String> values) {}

  /**
   * A call made first, such as for a CSRF token.
   *
   * @param keep headers of its answer that go on the write; {@code Set-Cookie} as {@code Cookie}
   */
  public record Before(Call call, List<String> keep) {}
}
