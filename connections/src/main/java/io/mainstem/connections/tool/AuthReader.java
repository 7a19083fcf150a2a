package io.mainstem.connections.tool;

import io.mainstem.connections.yaml.Problems;
import io.mainstem.connections.yaml.YamlNode;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads how webhooks are signed. */
public final class AuthReader {
  private static final Pattern VARIABLE = Pattern.compile("\\{[a-z]*}");
  private static final List<String> VARIABLES =
      List.of("{method}", "{url}", "{body}", "{ts}", "{secret}");
  private static final int DEFAULT_TOLERANCE_SECONDS = 300;

  private AuthReader() {}

  /** The scheme at {@code at}; what is wrong goes to the problems. */
  public static AuthScheme read(YamlNode at, Problems problems) {
    String template = at.get("template").requireText("what is signed", problems);
    VARIABLE
        .matcher(template)
        .results()
        .map(found -> found.group())
        .filter(variable -> !VARIABLES.contains(variable))
        .forEach(variable -> problems.unknown(at.get("template"), variable, VARIABLES));
    YamlNode timestamp = at.get("ts");
    if (template.contains("{ts}") != timestamp.isPresent()) {
      at.report("ts where the template has {ts}, and only there", problems);
    }
    return new AuthScheme(
        at.get("kind").constant(AuthScheme.Kind.class, problems).orElse(AuthScheme.Kind.HMAC),
        at.get("alg")
            .constant(AuthScheme.Algorithm.class, problems)
            .orElse(AuthScheme.Algorithm.SHA256),
        at.get("enc").constant(AuthScheme.Encoding.class, problems).orElse(AuthScheme.Encoding.HEX),
        at.get("key").constant(AuthScheme.KeyForm.class, problems).orElse(AuthScheme.KeyForm.UTF8),
        signature(at.get("sig"), problems),
        timestamp.isPresent() ? timestamp(timestamp, problems) : null,
        template);
  }

  private static AuthScheme.Signature signature(YamlNode at, Problems problems) {
    at.allow(List.of("header", "prefix", "item", "sep", "field"), problems);
    return new AuthScheme.Signature(
        at.get("header").requireText("the header that holds the signature", problems),
        at.get("prefix").text().orElse(""),
        optional(at.get("item")),
        optional(at.get("sep")),
        optional(at.get("field")));
  }

  private static AuthScheme.Timestamp timestamp(YamlNode at, Problems problems) {
    at.allow(List.of("from", "name", "unit", "tolerance"), problems);
    String from = at.get("from").oneOf(List.of("header", "sigfield"), problems).orElse("header");
    return new AuthScheme.Timestamp(
        from.equals("sigfield"),
        at.get("name").requireText("the name of the header or field", problems),
        at.get("unit").constant(AuthScheme.Unit.class, problems).orElse(AuthScheme.Unit.S),
        Duration.ofSeconds(
            at.get("tolerance").integer(1, 3600, problems).orElse(DEFAULT_TOLERANCE_SECONDS)));
  }

  private static @Nullable String optional(YamlNode at) {
    return at.text().orElse(null);
  }
}
