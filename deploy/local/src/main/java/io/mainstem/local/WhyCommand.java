package io.mainstem.local;

import io.mainstem.backbone.BackboneException;
import io.mainstem.backbone.Fault;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "why",
    description =
        "Whose value wins in each field of a record, by which line of authority.yaml, what the"
            + " others say; and why its source records are one.",
    mixinStandardHelpOptions = true)
final class WhyCommand implements Callable<Integer> {
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;

  @Mixin private final CentreOptions options = new CentreOptions();

  @Parameters(
      index = "0",
      paramLabel = "ENTITY-ID",
      description = "A canonical id, one that was absorbed, or connection/object/id.")
  private String id = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "FIELD",
      defaultValue = "",
      description = "One field, as in docs/entities.md.")
  private String field = "";

  @Override
  public Integer call() throws InterruptedException {
    CentreClient.Reply reply =
        options.centre().ask("/api/why?key=" + encoded(id) + "&field=" + encoded(field));
    if (reply.status() == NOT_FOUND) {
      throw new BackboneException(
          Fault.NOT_READY,
          "%s: no record has this id (expected: such as com_…, or crm/company/123). Find it by a name, email or number: ./mainstem trace WORDS"
              .formatted(id));
    }
    if (reply.status() != OK) {
      throw new BackboneException(
          Fault.NOT_READY, JsonOutline.read(reply.body()).path("error").asText(reply.body()));
    }
    System.out.print(WhyText.of(JsonOutline.read(reply.body())));
    return 0;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
