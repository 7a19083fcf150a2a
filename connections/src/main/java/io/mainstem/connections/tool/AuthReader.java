package io.mainstem.connections.tool;

import io.mainstem.connections.json.EachPath;
import io.mainstem.connections.plugin.ToolPlugins;
import io.mainstem.connections.yaml.Durations;
import io.mainstem.connections.yaml.Problems;
import io.mainstem.connections.yaml.YamlNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads how webhooks are signed. */
public final class AuthReader {
  public static final Duration DEFAULT_TOLERANCE = Duration.ofMinutes(5);
  static final Duration MAX_TOLERANCE = Duration.ofDays(1);

  private static final Pattern VARIABLE = Pattern.compile("\\{[^{}]*}");
  private static final List<String> VARIABLES =
      List.of("{method}", "{url}", "{body}", "{ts}", "{secret}");
  private static final Map<String, List<String>> KEYS =
      Map.of(
          "hmac",
              List.of("kind", "alg", "enc", "key", "sig", "ts", "vars", "template", "urlDecode"),
          "digest", List.of("kind", "alg", "enc", "sig", "ts", "vars", "template", "urlDecode"),
          "standard-webhooks", List.of("kind", "prefix", "tolerance"),
          "jwt", List.of("kind", "alg", "jwks", "header", "prefix", "claims"),
          "shared-secret", List.of("kind", "at", "prefix"),
          "body-secret", List.of("kind", "at"),
          "basic", List.of("kind"),
          "plugin", List.of("kind", "name"),
          "none", List.of("kind"));

  private final YamlNode at;
  private final Problems problems;

  private AuthReader(YamlNode at, Problems problems) {
    this.at = at;
    this.problems = problems;
  }

  /** The schemes at {@code at}, of which any will do; what is wrong goes to the problems. */
  public static List<AuthScheme> readAll(YamlNode at, Problems problems) {
    if (at.items().isEmpty()) {
      at.report("who may come in: a scheme with its kind, or a list of them", problems);
    }
    List<AuthScheme> schemes = new ArrayList<>();
    at.items().forEach(item -> schemes.add(read(item, problems)));
    return List.copyOf(schemes);
  }

  /** The scheme at {@code at}; what is wrong goes to the problems. */
  public static AuthScheme read(YamlNode at, Problems problems) {
    AuthReader reader = new AuthReader(at, problems);
    YamlNode kind = at.get("kind");
    if (!kind.isPresent()) {
      kind.report(
          "one of " + String.join(", ", KEYS.keySet().stream().sorted().toList()), problems);
    }
    String name = kind.oneOf(KEYS.keySet().stream().sorted().toList(), problems).orElse("none");
    if (KEYS.containsKey(kind.text().orElse(""))) {
      at.allow(KEYS.getOrDefault(name, List.of()), problems);
    }
    return switch (name) {
      case "hmac" -> reader.signed(AuthScheme.Kind.HMAC);
      case "digest" -> reader.signed(AuthScheme.Kind.DIGEST);
      case "standard-webhooks" -> reader.standardWebhooks();
      case "jwt" -> reader.jwt();
      case "shared-secret" -> reader.sharedSecret();
      case "body-secret" -> new AuthScheme.BodySecret(eachPath(at.get("at"), problems));
      case "basic" -> new AuthScheme.Basic();
      case "plugin" -> reader.plugin();
      default -> new AuthScheme.None();
    };
  }

  private AuthScheme plugin() {
    YamlNode name = at.get("name");
    if (!name.isPresent()) {
      name.report("one of " + String.join(", ", ToolPlugins.names()), problems);
    }
    return name.oneOf(ToolPlugins.names(), problems)
        .flatMap(ToolPlugins::find)
        .<AuthScheme>map(AuthScheme.Plugin::new)
        .orElseGet(AuthScheme.None::new);
  }

  private AuthScheme signed(AuthScheme.Kind kind) {
    String template = at.get("template").requireText("what is signed", problems);
    Map<String, Source> vars = vars();
    List<String> known = new ArrayList<>(VARIABLES);
    vars.keySet().forEach(name -> known.add("{" + name + "}"));
    VARIABLE
        .matcher(template)
        .results()
        .map(found -> found.group())
        .filter(variable -> !known.contains(variable))
        .forEach(variable -> problems.unknown(at.get("template"), variable, known));
    YamlNode timestamp = at.get("ts");
    if (template.contains("{ts}") != timestamp.isPresent()) {
      at.report("ts where the template has {ts}, and only there", problems);
    }
    if (kind == AuthScheme.Kind.DIGEST && !template.contains("{secret}")) {
      at.get("template").report("a template with {secret}: a plain hash proves nothing", problems);
    }
    return new AuthScheme.Signed(
        kind,
        at.get("alg")
            .constant(AuthScheme.Algorithm.class, problems)
            .orElse(AuthScheme.Algorithm.SHA256),
        at.get("enc").constant(AuthScheme.Encoding.class, problems).orElse(AuthScheme.Encoding.HEX),
        key(at.get("key")),
        signature(at.get("sig")),
        timestamp.isPresent() ? timestamp(timestamp) : null,
        vars,
        template,
        at.get("urlDecode").text().orElse(""));
  }

  private Map<String, Source> vars() {
    Map<String, Source> vars = new HashMap<>();
    at.get("vars")
        .entries()
        .forEach(
            (name, node) -> {
              Source source = Source.read(node, problems);
              if (!(source instanceof Source.InHeader || source instanceof Source.InQuery)) {
                node.report("header:Name or query:name", problems);
              }
              vars.put(name, source);
            });
    return vars;
  }

  private AuthScheme.KeyForm key(YamlNode node) {
    if (node.isMap()) {
      node.allow(List.of("prefix"), problems);
      return new AuthScheme.KeyForm(
          true, node.get("prefix").requireText("what the secret starts with", problems));
    }
    String form = node.oneOf(List.of("utf8", "base64"), problems).orElse("utf8");
    return new AuthScheme.KeyForm(form.equals("base64"), "");
  }

  private AuthScheme.Signature signature(YamlNode node) {
    node.allow(List.of("header", "prefix", "item", "sep", "field"), problems);
    return new AuthScheme.Signature(
        node.get("header").requireText("the header that holds the signature", problems),
        node.get("prefix").text().orElse(""),
        node.get("item").text().orElse(","),
        node.get("sep").text().orElse("="),
        node.get("field").text().orElse(null));
  }

  private AuthScheme.Timestamp timestamp(YamlNode node) {
    node.allow(List.of("from", "name", "unit", "tolerance"), problems);
    return new AuthScheme.Timestamp(
        node.get("from").constant(AuthScheme.From.class, problems).orElse(AuthScheme.From.HEADER),
        node.get("name").requireText("the name of the header or field, or the path", problems),
        node.get("unit").constant(AuthScheme.Unit.class, problems).orElse(AuthScheme.Unit.S),
        tolerance(node.get("tolerance")));
  }

  private @Nullable Duration tolerance(YamlNode node) {
    if (node.text().filter("none"::equals).isPresent()) {
      return null;
    }
    Duration tolerance = Durations.read(node, problems).orElse(DEFAULT_TOLERANCE);
    if (tolerance.compareTo(MAX_TOLERANCE) > 0) {
      node.report(
          "at most a day, or none where old deliveries come with their first time", problems);
    }
    return tolerance;
  }

  private AuthScheme standardWebhooks() {
    Duration tolerance = tolerance(at.get("tolerance"));
    return new AuthScheme.StandardWebhooks(
        at.get("prefix").oneOf(List.of("webhook", "svix"), problems).orElse("webhook"),
        tolerance == null ? DEFAULT_TOLERANCE : tolerance);
  }

  private AuthScheme jwt() {
    String alg = at.get("alg").oneOf(List.of("HS256", "RS256"), problems).orElse("HS256");
    YamlNode jwks = at.get("jwks");
    if (alg.equals("RS256") != jwks.isPresent()) {
      at.report("jwks, the address of the keys, with RS256 and only there", problems);
    }
    if (jwks.isPresent() && !jwks.text().orElse("").startsWith("https://")) {
      jwks.report("an address that starts with https://", problems);
    }
    Map<String, String> claims = new LinkedHashMap<>();
    at.get("claims")
        .entries()
        .forEach((name, value) -> claims.put(name, value.requireText("a text", problems)));
    return new AuthScheme.Jwt(
        at.get("header").text().orElse("Authorization"),
        at.get("prefix").text().orElse(""),
        claims,
        jwks.text().orElse(null));
  }

  private AuthScheme sharedSecret() {
    YamlNode place = at.get("at");
    String prefix = at.get("prefix").text().orElse("");
    if (place.text().filter("path"::equals).isPresent()) {
      return new AuthScheme.SharedSecret(AuthScheme.SharedSecret.Place.PATH, "", prefix);
    }
    return switch (Source.of(place.text().orElse("")).orElse(new Source.Hash())) {
      case Source.InHeader(String name) ->
          new AuthScheme.SharedSecret(AuthScheme.SharedSecret.Place.HEADER, name, prefix);
      case Source.InQuery(String name) ->
          new AuthScheme.SharedSecret(AuthScheme.SharedSecret.Place.QUERY, name, prefix);
      case Source.InEvent _, Source.InBody _, Source.Carried _, Source.Hash _, Source.FirstOf _ -> {
        place.report("header:Name, query:name or path", problems);
        yield new AuthScheme.SharedSecret(AuthScheme.SharedSecret.Place.PATH, "", prefix);
      }
    };
  }

  static EachPath eachPath(YamlNode node, Problems problems) {
    String text = node.text().orElse("");
    if (text.isEmpty() || !EachPath.isPath(text)) {
      node.report("a path: names joined by dots, [] for every element", problems);
      return EachPath.of("");
    }
    return EachPath.of(text);
  }
}
