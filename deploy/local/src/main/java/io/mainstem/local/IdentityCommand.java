package io.mainstem.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mainstem.backbone.BackboneException;
import io.mainstem.backbone.Fault;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "identity",
    description = "Who is who: what a person should look at, and what people decided.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
final class IdentityCommand {
  private static final String RECORDS =
      "Source records as connection/object/id, or ids of ours such as cus_…";
  private static final String DECISIONS = "/api/identity/decisions";
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final long PAUSE_MILLIS = 300;
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Who says so, and why. */
  static final class Word {
    @Option(names = "--by", required = true, paramLabel = "NAME", description = "Who decides.")
    private String by = "";

    @Option(names = "--why", required = true, paramLabel = "TEXT", description = "Why.")
    private String why = "";

    ObjectNode said(String kind) {
      return JSON.createObjectNode().put("kind", kind).put("by", by).put("reason", why);
    }
  }

  /** What is listed. */
  static final class Listed {
    @Option(
        names = "--entity",
        paramLabel = "ENTITY",
        defaultValue = "",
        description = "Only of this one, e.g. person.")
    private String entity = "";

    @Option(
        names = "--after",
        paramLabel = "PLACE",
        defaultValue = "",
        description = "The page after that place.")
    private String after = "";

    JsonNode page(CentreOptions options, String path) throws InterruptedException {
      return answer(
          options.centre().ask(path + "?entity=" + encoded(entity) + "&after=" + encoded(after)));
    }
  }

  @Command(
      name = "suggestions",
      description = "Which two records may be one, those that matter most first.",
      mixinStandardHelpOptions = true)
  int suggestions(@Mixin CentreOptions options, @Mixin Listed listed) throws InterruptedException {
    System.out.print(IdentityText.suggestions(listed.page(options, "/api/identity/suggestions")));
    return 0;
  }

  @Command(
      name = "decisions",
      description = "What people decided, newest first.",
      mixinStandardHelpOptions = true)
  int decisions(@Mixin CentreOptions options, @Mixin Listed listed) throws InterruptedException {
    System.out.print(IdentityText.decisions(listed.page(options, DECISIONS)));
    return 0;
  }

  @Command(
      name = "link",
      description = "These records are the same.",
      mixinStandardHelpOptions = true)
  int link(
      @Mixin CentreOptions options,
      @Mixin Word word,
      @Option(names = "--entity", defaultValue = "person", paramLabel = "ENTITY") String entity,
      @Parameters(arity = "2..*", paramLabel = "RECORD", description = RECORDS)
          List<String> records)
      throws InterruptedException {
    return decide(options, word.said("MUST_LINK"), entity, records);
  }

  @Command(
      name = "apart",
      description = "The first record is none of the others.",
      mixinStandardHelpOptions = true)
  int apart(
      @Mixin CentreOptions options,
      @Mixin Word word,
      @Option(names = "--entity", defaultValue = "person", paramLabel = "ENTITY") String entity,
      @Parameters(arity = "2..*", paramLabel = "RECORD", description = RECORDS)
          List<String> records)
      throws InterruptedException {
    return decide(options, word.said("CANNOT_LINK"), entity, records);
  }

  @Command(
      name = "split",
      description = "Sets the first record apart from the others; alone, from all it is one with.",
      mixinStandardHelpOptions = true)
  int split(
      @Mixin CentreOptions options,
      @Mixin Word word,
      @Option(names = "--entity", defaultValue = "person", paramLabel = "ENTITY") String entity,
      @Parameters(arity = "1..*", paramLabel = "RECORD", description = RECORDS)
          List<String> records)
      throws InterruptedException {
    return decide(options, word.said("SPLIT"), entity, records);
  }

  @Command(name = "revoke", description = "Takes a decision back.", mixinStandardHelpOptions = true)
  int revoke(
      @Mixin CentreOptions options,
      @Mixin Word word,
      @Parameters(paramLabel = "ID", description = "As ./mainstem identity decisions lists it.")
          String id)
      throws InterruptedException {
    return send(options, word.said("REVOKED").put("id", id));
  }

  @Command(
      name = "estimate",
      description =
          "Weigh comparisons by this business's own records, and write them to a file that a person"
              + " looks through; it takes no effect by itself.",
      mixinStandardHelpOptions = true)
  int estimate(
      @Option(names = "--entity", defaultValue = "person", paramLabel = "ENTITY") String entity,
      @Option(
              names = "--workspace",
              paramLabel = "DIR",
              description = "The business that runs (default: the example).")
          @Nullable Path workspace,
      @Option(
              names = "--out",
              defaultValue = "identity-estimate.yaml",
              paramLabel = "FILE",
              description = "A new file (default: ${DEFAULT-VALUE}).")
          Path out,
      @Option(
              names = "--ports",
              paramLabel = "BASE",
              defaultValue = "8080",
              description = "The installation's command centre's port (default: ${DEFAULT-VALUE}).")
          int base)
      throws IOException, InterruptedException {
    Layout layout = Layout.find();
    Path folder = workspace == null ? layout.workspace("restaurant-group") : workspace;
    return Apart.run(
        layout,
        EstimateRun.class,
        List.of(new LocalPorts(base).bootstrap(), folder.toString(), entity, out.toString()));
  }

  private static int decide(
      CentreOptions options, ObjectNode said, String entity, List<String> records)
      throws InterruptedException {
    said.put("entity", entity);
    ArrayNode named = said.putArray("records");
    records.forEach(named::add);
    return send(options, said);
  }

  private static int send(CentreOptions options, ObjectNode said) throws InterruptedException {
    CentreClient centre = options.centre();
    JsonNode taken = answer(centre.post(DECISIONS, said.toString()));
    String id = taken.path("id").asText();
    System.out.println("Taken: " + id);
    JsonNode seen = seen(centre, id, Instant.parse(taken.path("at").asText()));
    if (seen == null) {
      System.out.println("It is on its way; see ./mainstem identity decisions in a moment.");
      return 0;
    }
    if (seen.hasNonNull("contradiction")) {
      System.out.println("Not followed: " + seen.path("contradiction").asText());
      return 1;
    }
    System.out.println("Now: " + IdentityText.words(seen) + ".");
    List<String> lines = new ArrayList<>();
    for (JsonNode record : seen.path("records")) {
      lines.add(
          "  %s is part of %s %s"
              .formatted(
                  record.path("record").asText().replaceFirst("\\|", " ").replaceFirst("\\|", " "),
                  record.path("label").asText(),
                  record.path("id").asText()));
    }
    lines.forEach(System.out::println);
    return 0;
  }

  /** What became of it, once its records are as it says; null where that takes long. */
  private static @Nullable JsonNode seen(CentreClient centre, String id, Instant at)
      throws InterruptedException {
    Instant deadline = Instant.now().plus(PATIENCE);
    while (Instant.now().isBefore(deadline)) {
      CentreClient.Reply reply = centre.ask(DECISIONS + "/" + id);
      if (reply.status() != NOT_FOUND) {
        JsonNode seen = answer(reply);
        boolean itself = !Instant.parse(seen.path("at").asText()).isBefore(at);
        if (itself && (seen.hasNonNull("contradiction") || seen.path("carriedOut").asBoolean())) {
          return seen;
        }
      }
      Thread.sleep(PAUSE_MILLIS);
    }
    return null;
  }

  private static JsonNode answer(CentreClient.Reply reply) {
    JsonNode body = JsonOutline.read(reply.body());
    if (reply.status() != OK) {
      throw new BackboneException(Fault.NOT_READY, body.path("error").asText(reply.body().strip()));
    }
    return body;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
