package io.mainstem.commandcentre.quarantine;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a person can do about a code, in a sentence. */
final class NextStep {
  private static final String TOOL_FILE =
      "Correct the tool file, restart the canonicalizer, then: quarantine replay --cause %s";
  private static final String WORD =
      "If it is a slip of the tool: quarantine fix --cause %1$s --map /FIELD=WRONG=RIGHT; if it is"
          + " a new word, add it to the tool file and: quarantine replay --cause %1$s";
  private static final String VALUE =
      "Supply it: quarantine fix --cause %1$s --fill /FIELD=VALUE; or correct it at the source: a"
          + " newer version closes this by itself.";
  private static final String EACH =
      "Look at each (quarantine show) and: quarantine fix ID --set /FIELD=VALUE; or correct it at"
          + " the source: a newer version closes this by itself.";
  private static final String DELIVERY =
      "A whole delivery that no record could be read from: correct the tool file, then have the"
          + " tool send it again.";
  private static final String STRANGER =
      "Find out what writes to this topic besides the ingest service; nothing can be mended here.";

  private static final Map<String, String> BY_CODE =
      Map.ofEntries(
          Map.entry("UNKNOWN_VALUE", WORD),
          Map.entry("MISSING_FIELD", VALUE),
          Map.entry("WRONG_SHAPE", WORD),
          Map.entry("FIELD_RENAMED", TOOL_FILE),
          Map.entry("UNKNOWN_OBJECT", TOOL_FILE),
          Map.entry("EXPRESSION_FAILED", TOOL_FILE),
          Map.entry("UNSTORABLE", TOOL_FILE),
          Map.entry("UNPARSEABLE_MONEY", EACH),
          Map.entry("UNPARSEABLE_VALUE", EACH),
          Map.entry("NOT_JSON", "Write it anew: quarantine fix ID --file FILE"),
          Map.entry("NO_PLACE", DELIVERY),
          Map.entry(
              "UNKNOWN_SCHEMA",
              "Register the schema it was written with, then: quarantine" + " replay --cause %s"),
          Map.entry("NULL_KEY", STRANGER),
          Map.entry("NULL_VALUE", STRANGER),
          Map.entry("NOT_FRAMED", STRANGER),
          Map.entry("UNDECODABLE", STRANGER),
          Map.entry("WRONG_TYPE", STRANGER),
          Map.entry("MISADDRESSED", STRANGER),
          Map.entry("UNREADABLE_RECORD", STRANGER),
          Map.entry(
              "UNSTORABLE_VALUE", "Correct it at the source: a newer version takes its place."));

  private NextStep() {}

  static String of(String code, String causeId, @Nullable String field) {
    String step = BY_CODE.getOrDefault(code, code.startsWith("FETCH") ? DELIVERY : TOOL_FILE);
    return step.formatted(causeId)
        .replace("/FIELD", field == null ? "/FIELD" : Pointer.ofField(field).toString());
  }
}
