package io.mainstem.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mainstem.backbone.BackboneException;
import io.mainstem.backbone.Fault;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "quarantine",
    description = "What could not go on: why, and mend it.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
final class QuarantineCommand {
  private static final String PATH = "/api/quarantine";
  private static final int OK = 200;
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  /** Which items are meant, and who says so. */
  static final class Meant {
    @Parameters(arity = "0..1", paramLabel = "ID", defaultValue = "", description = "One item.")
    private String id = "";

    @Option(
        names = "--cause",
        paramLabel = "CAUSE",
        defaultValue = "",
        description = "All of a cause, as ./mainstem quarantine list names it.")
    private String cause = "";

    @Option(
        names = "--by",
        paramLabel = "NAME",
        defaultValue = "${sys:user.name}",
        description = "Who mends (default: ${DEFAULT-VALUE}).")
    private String by = "";

    @Option(
        names = "--seen",
        paramLabel = "VERSION",
        defaultValue = "",
        description = "Of the item, as show says it: where somebody else had it in hand before.")
    private String version = "";

    @Option(names = "--dry-run", description = "Say what it would become, and send nothing.")
    private boolean dryRun;

    ObjectNode asked(String why) {
      return JSON.createObjectNode()
          .put("item", id)
          .put("cause", cause)
          .put("by", by)
          .put("reason", why)
          .put("version", version)
          .put("dryRun", dryRun);
    }
  }

  @Command(
      name = "list",
      description = "What waits, by cause, and what to do about it.",
      mixinStandardHelpOptions = true)
  int list(
      @Mixin CentreOptions options,
      @Option(names = "--cause", paramLabel = "CAUSE", description = "The items of one cause.")
          @Nullable String cause)
      throws InterruptedException {
    String query = cause == null ? "" : "?cause=" + encoded(cause);
    JsonNode answer = answer(options.centre().ask(PATH + query));
    System.out.print(cause == null ? QuarantineText.causes(answer) : QuarantineText.items(answer));
    return 0;
  }

  @Command(
      name = "show",
      description = "One item: its cause, and its payload with the offending field marked.",
      mixinStandardHelpOptions = true)
  int show(
      @Mixin CentreOptions options,
      @Parameters(paramLabel = "ID", description = "As list names it.") String id)
      throws InterruptedException {
    System.out.print(QuarantineText.item(answer(options.centre().ask(PATH + "/" + encoded(id)))));
    return 0;
  }

  @Command(
      name = "fix",
      description = "Change the payload of one item, or of all of a cause, and send it again.",
      mixinStandardHelpOptions = true)
  int fix(
      @Mixin CentreOptions options,
      @Mixin Meant meant,
      @Option(
              names = "--set",
              paramLabel = "/FIELD=VALUE",
              description = "Put a value there; /lines/*/unit means every line.")
          @Nullable List<String> set,
      @Option(
              names = "--fill",
              paramLabel = "/FIELD=VALUE",
              description = "Put a value there where there is none.")
          @Nullable List<String> fill,
      @Option(
              names = "--map",
              paramLabel = "/FIELD=OLD=NEW",
              description = "Put NEW there where OLD stands.")
          @Nullable List<String> map,
      @Option(names = "--file", paramLabel = "FILE", description = "The whole payload instead.")
          @Nullable Path file,
      @Option(names = "--why", required = true, paramLabel = "TEXT", description = "Why.")
          String why,
      @Option(
              names = "--keep",
              description = "Do the same to whatever fails of this cause from now on.")
          boolean keep)
      throws InterruptedException, IOException {
    ObjectNode asked = meant.asked(why).put("keep", keep);
    ArrayNode changes = JSON.createArrayNode();
    add(changes, "set", set);
    add(changes, "fill", fill);
    add(changes, "map", map);
    if (file == null && changes.isEmpty()) {
      throw new BackboneException(
          Fault.BAD_INPUT, "--set, --fill, --map, --file: none (expected: what to change)");
    }
    if (file != null) {
      if (!Files.isReadable(file)) {
        throw new BackboneException(Fault.BAD_INPUT, "%s cannot be read.".formatted(file));
      }
      asked.put("payload", Files.readString(file));
    }
    if (!changes.isEmpty()) {
      asked.set("changes", changes);
    }
    return mend(options.centre(), asked);
  }

  @Command(
      name = "replay",
      description =
          "Send one item, or all of a cause, again as it is: once the tool file is corrected.",
      mixinStandardHelpOptions = true)
  int replay(
      @Mixin CentreOptions options,
      @Mixin Meant meant,
      @Option(
              names = "--why",
              paramLabel = "TEXT",
              defaultValue = "the tool file was corrected",
              description = "Why (default: ${DEFAULT-VALUE}).")
          String why)
      throws InterruptedException {
    return mend(options.centre(), meant.asked(why));
  }

  @Command(
      name = "corrections",
      description = "What is changed in later failures without anybody's doing.",
      mixinStandardHelpOptions = true)
  int corrections(@Mixin CentreOptions options) throws InterruptedException {
    System.out.print(
        QuarantineText.corrections(answer(options.centre().ask(PATH + "/corrections"))));
    return 0;
  }

  @Command(
      name = "revoke",
      description = "Take a correction back: later failures of its cause wait again.",
      mixinStandardHelpOptions = true)
  int revoke(
      @Mixin CentreOptions options,
      @Parameters(paramLabel = "ID", description = "As corrections names it.") String id,
      @Option(names = "--by", paramLabel = "NAME", defaultValue = "${sys:user.name}") String by,
      @Option(names = "--why", required = true, paramLabel = "TEXT") String why)
      throws InterruptedException {
    ObjectNode asked = JSON.createObjectNode().put("id", id).put("by", by).put("reason", why);
    JsonNode gone = answer(options.centre().post(PATH + "/corrections", asked.toString()));
    System.out.println("Taken back: " + gone.path("id").asText());
    return 0;
  }

  /** Part by part: one answer holds only so many. */
  static int mend(CentreClient centre, ObjectNode asked) throws InterruptedException {
    QuarantineText.Tally tally = new QuarantineText.Tally();
    String after = "";
    do {
      JsonNode done = answer(centre.post(PATH + "/mend", asked.put("after", after).toString()));
      tally.add(done);
      after = done.path("next").asText("");
      asked.remove("keep"); // once said is enough
    } while (!after.isEmpty());
    System.out.print(tally.text());
    return tally.left() == 0 ? 0 : 1;
  }

  private static void add(ArrayNode changes, String kind, @Nullable List<String> said) {
    for (String each : said == null ? List.<String>of() : said) {
      String[] parts = each.split("=", kind.equals("map") ? 3 : 2);
      if (parts.length < (kind.equals("map") ? 3 : 2)) {
        throw new BackboneException(
            Fault.BAD_INPUT,
            "--%s: %s (expected: %s)"
                .formatted(kind, each, kind.equals("map") ? "/FIELD=OLD=NEW" : "/FIELD=VALUE"));
      }
      ObjectNode change = changes.addObject().put("kind", kind).put("at", parts[0]);
      if (parts.length > 2) {
        change.set("was", value(parts[1]));
      }
      change.set("value", value(parts[parts.length - 1]));
    }
  }

  /** JSON where it is JSON (5, true, null, "5"), and otherwise a text as it stands. */
  private static JsonNode value(String said) {
    try {
      JsonNode read = JSON.readTree(said);
      return read.isMissingNode() ? JSON.getNodeFactory().textNode(said) : read;
    } catch (JsonProcessingException text) {
      return JSON.getNodeFactory().textNode(said);
    }
  }

  private static JsonNode answer(CentreClient.Reply reply) {
    JsonNode body = JsonOutline.read(reply.body());
    if (reply.status() != OK) {
      throw new BackboneException(
          reply.status() < 500 ? Fault.BAD_INPUT : Fault.NOT_READY,
          body.path("error").asText(reply.body().strip()));
    }
    return body;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
