package io.mainstem.conformance;

import io.mainstem.connections.door.Admission;
import io.mainstem.connections.door.Delivery;
import io.mainstem.connections.door.Keys;
import io.mainstem.connections.door.WebhookRequest;
import io.mainstem.connections.json.Bytes;
import io.mainstem.connections.json.EachPath;
import io.mainstem.connections.tool.AuthScheme;
import io.mainstem.connections.tool.Source;
import io.mainstem.connections.tool.WebhookSpec;
import io.mainstem.connections.tool.WebhookSpec.EventRule;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What deliveries become. */
final class DeliveryChecks {
  private static final String UNKNOWN = "mainstem-unknown";

  private final Subject subject;
  private final WebhookSpec webhook;
  private final Findings findings;
  private final AuthScheme scheme;
  private final String secret;

  DeliveryChecks(Subject subject, WebhookSpec webhook, Findings findings) {
    this.subject = subject;
    this.webhook = webhook;
    this.findings = findings;
    this.scheme = webhook.auth().getFirst();
    this.secret = Signer.secret(scheme, 1);
  }

  void run() {
    List<Samples.Sample> samples = subject.samples().deliveries();
    List<String> became = new ArrayList<>();
    Set<String> keys = new HashSet<>();
    for (Samples.Sample sample : samples) {
      Admission admission = admit(sign(sample), subject.samples().settings());
      List<String> lines = Outcomes.lines(admission);
      became.addAll(lines);
      findings.that(
          sample.expected().filter(lines::equals).isPresent(),
          Check.SAMPLES,
          sample.name(),
          sample
              .expected()
              .map(expected -> "it became " + lines + " (expected: " + expected + ")")
              .orElse("it became " + lines + ", but there is no .expected.yaml"));
      duplicates(sample, admission, keys);
    }
    covered(became);
    List<Samples.Sample> events =
        samples.stream().filter(it -> !it.isHandshake() && !it.body().isEmpty()).toList();
    events.forEach(this::tenant);
    if (!events.isEmpty()) {
      webhook.formats().forEach(format -> unknown(format, events));
      badInput(events.getFirst());
    }
  }

  private void duplicates(Samples.Sample sample, Admission first, Set<String> before) {
    List<String> keys = Outcomes.keys(first);
    if (keys.isEmpty()) {
      return;
    }
    WebhookRequest request = sign(sample);
    Admission again =
        door(subject.samples().settings()).admit(request, Keys.NONE, Subject.NOW.plusSeconds(1));
    boolean told = new HashSet<>(keys).size() == keys.size();
    boolean others = keys.stream().allMatch(before::add);
    findings.that(
        keys.equals(Outcomes.keys(again)) && told && others,
        Check.DUPLICATES,
        sample.name(),
        !told
            ? "two of its deliveries have one key"
            : others
                ? "sent again it has other keys"
                : "another sample's delivery has the same key");
  }

  /** A rule that deletes, and an event with several rules, want a sample each. */
  private void covered(List<String> became) {
    List<EventRule> rules = webhook.events().values().stream().flatMap(List::stream).toList();
    boolean deletes =
        rules.stream()
            .anyMatch(
                rule ->
                    switch (rule) {
                      case EventRule.Ring ring -> ring.deleted();
                      case EventRule.Whole whole -> whole.deleted();
                      case EventRule.Ignore _ -> false;
                    });
    if (deletes) {
      findings.that(
          became.stream()
              .anyMatch(line -> line.startsWith("delete ") || line.startsWith("ring-deleted ")),
          Check.DELETES,
          "a deleted record",
          "no sample delivery tells of a deleted record, though the tool file has rules for it");
    }
    if (webhook.events().values().stream().anyMatch(list -> list.size() > 1)) {
      findings.that(
          subject.samples().deliveries().stream()
              .anyMatch(sample -> sample.expected().map(List::size).orElse(0) > 1),
          Check.MERGES,
          "an event with several rules",
          "no sample becomes several deliveries, though the tool file has events that do");
    }
    if (rules.stream()
        .anyMatch(rule -> rule instanceof EventRule.Ring ring && ring.into() != null)) {
      findings.that(
          became.stream().anyMatch(line -> line.startsWith("ring-merged ")),
          Check.MERGES,
          "records merged by the tool",
          "no sample delivery tells of records the tool merged, though the tool file has rules for"
              + " it");
    }
  }

  private void tenant(Samples.Sample sample) {
    List<String> settings =
        webhook.formats().stream()
            .map(WebhookSpec.EventFormat::tenant)
            .filter(Objects::nonNull)
            .map(WebhookSpec.Tenant::setting)
            .distinct()
            .toList();
    List<String> missing =
        settings.stream().filter(it -> !subject.samples().settings().containsKey(it)).toList();
    if (settings.isEmpty()
        || sample.expected().filter(List::isEmpty).isPresent()
        || (missing.isEmpty() && !names(sample, settings))) {
      return;
    }
    Admission foreign = admit(sign(sample), subject.foreign(settings));
    boolean apart =
        foreign instanceof Admission.Accepted(var deliveries, _)
            && deliveries.stream()
                .allMatch(
                    it ->
                        it instanceof Delivery.Unplaced unplaced
                            && (unplaced.code().equals("OTHER_TENANT")
                                || unplaced.code().equals("EVENT_SHAPE")));
    findings.that(
        apart && missing.isEmpty(),
        Check.TENANT,
        sample.name(),
        missing.isEmpty()
            ? "for another account it became " + Outcomes.lines(foreign)
            : "settings.yaml says nothing of " + missing);
  }

  /** Whether the delivery says whose it is: some events of some vendors do not. */
  private boolean names(Samples.Sample sample, List<String> settings) {
    String all = sample.body().text() + sample.headers() + sample.target();
    return settings.stream()
        .map(setting -> subject.samples().settings().getOrDefault(setting, ""))
        .anyMatch(value -> !value.isEmpty() && all.contains(value));
  }

  /** With a type nobody knows, in each of the vendor's formats. */
  private void unknown(WebhookSpec.EventFormat format, List<Samples.Sample> events) {
    if (webhook.events().containsKey("*")) {
      return;
    }
    String which =
        webhook.formats().size() == 1
            ? ""
            : "format " + (webhook.formats().indexOf(format) + 1) + ", ";
    for (Samples.Sample sample : events) {
      Samples.Sample strange = strange(sample, format);
      if (!strange.equals(sample) && format.equals(formatOf(sample))) {
        Admission admission = admit(sign(strange), subject.samples().settings());
        findings.that(
            Outcomes.isSetAside(admission),
            Check.UNKNOWN_EVENT,
            which + sample.name(),
            "with an unknown type it became " + Outcomes.lines(admission));
        return;
      }
    }
    findings.failed(
        Check.UNKNOWN_EVENT, which + "a sample of it", "no sample delivery has a type of it");
  }

  /** The first format by which the delivery says what it is. */
  private WebhookSpec.@Nullable EventFormat formatOf(Samples.Sample sample) {
    return webhook.formats().stream()
        .filter(format -> !strange(sample, format).equals(sample))
        .findFirst()
        .orElse(null);
  }

  private Samples.Sample strange(Samples.Sample sample, WebhookSpec.EventFormat format) {
    Samples.Sample strange = sample;
    for (Source source : format.type()) {
      strange = strange(strange, format, source);
    }
    return strange;
  }

  private Samples.Sample strange(
      Samples.Sample sample, WebhookSpec.EventFormat format, Source source) {
    return switch (source) {
      case Source.InHeader(String name) -> {
        Map<String, List<String>> headers = new LinkedHashMap<>(sample.headers());
        if (headers.keySet().removeIf(name::equalsIgnoreCase)) {
          headers.put(name, List.of(UNKNOWN));
        }
        yield with(sample, headers, sample.body());
      }
      case Source.InEvent(EachPath path) -> {
        List<String> steps = new ArrayList<>(format.split().steps());
        steps.addAll(path.steps());
        yield with(sample, sample.headers(), edited(sample.body(), steps));
      }
      case Source.InBody(EachPath path) ->
          with(sample, sample.headers(), edited(sample.body(), path.steps()));
      case Source.FirstOf(List<Source> sources) -> {
        Samples.Sample changed = sample;
        for (Source one : sources) {
          changed = strange(changed, format, one);
        }
        yield changed;
      }
      case Source.InQuery _, Source.Carried _, Source.Hash _ -> sample;
    };
  }

  private Bytes edited(Bytes body, List<String> steps) {
    if (webhook.decode() instanceof WebhookSpec.BodyDecoding.Json) {
      return JsonEdit.has(body, steps) ? JsonEdit.set(body, steps, UNKNOWN) : body;
    }
    String name = steps.getLast();
    return Bytes.utf8(
        body.text().replaceAll("(^|&)" + name + "=[^&]*", "$1" + name + "=" + UNKNOWN));
  }

  private static Samples.Sample with(
      Samples.Sample sample, Map<String, List<String>> headers, Bytes body) {
    return new Samples.Sample(
        sample.name(), sample.method(), sample.target(), headers, body, sample.expected());
  }

  /** A named outcome each; what cannot be read is kept. */
  private void badInput(Samples.Sample sample) {
    lyingContentType(sample);
    if (scheme instanceof AuthScheme.BodySecret
        || (scheme instanceof AuthScheme.Signed signed
            && signed.timestamp() != null
            && signed.timestamp().from() == AuthScheme.From.BODY)) {
      return; // without a readable body nobody is known
    }
    badBodies(sample.body())
        .forEach(
            (what, body) -> {
              Admission admission =
                  admit(sign(with(sample, sample.headers(), body)), subject.samples().settings());
              findings.that(
                  Outcomes.isSetAside(admission),
                  Check.BAD_INPUT,
                  what,
                  "it ended as " + Outcomes.lines(admission));
            });
  }

  private void lyingContentType(Samples.Sample sample) {
    Map<String, List<String>> headers = new LinkedHashMap<>(sample.headers());
    headers.keySet().removeIf("Content-Type"::equalsIgnoreCase);
    headers.put("Content-Type", List.of("image/png"));
    List<String> lines =
        Outcomes.lines(
            admit(sign(with(sample, headers, sample.body())), subject.samples().settings()));
    findings.that(
        lines.equals(Outcomes.lines(admit(sign(sample), subject.samples().settings()))),
        Check.BAD_INPUT,
        "a lying Content-Type",
        "it became " + lines);
  }

  private static Map<String, Bytes> badBodies(Bytes good) {
    Map<String, Bytes> bodies = new LinkedHashMap<>();
    bodies.put("a byte order mark", Bytes.utf8("\uFEFF{\"a\":1}"));
    bodies.put("Latin-1", Bytes.of("{\"a\":\"café\"}".getBytes(StandardCharsets.ISO_8859_1)));
    bodies.put("UTF-16", Bytes.of("{\"a\":1}".getBytes(StandardCharsets.UTF_16)));
    bodies.put("NUL", Bytes.utf8("{\"a\":\"\\u0000\"}"));
    bodies.put("half a character", Bytes.utf8("{\"a\":\"\\ud800\"}"));
    bodies.put("a repeated key", Bytes.utf8("{\"a\":1,\"a\":2}"));
    bodies.put("1e10000000", Bytes.utf8("{\"a\":1e10000000}"));
    bodies.put("ten thousand brackets", Bytes.utf8("[".repeat(10_000) + "]".repeat(10_000)));
    bodies.put("a cut body", Bytes.utf8(good.text().substring(0, good.text().length() / 2) + "%"));
    return bodies;
  }

  private WebhookRequest sign(Samples.Sample sample) {
    return new Signer(scheme, subject.url()).sign(sample, secret, Subject.NOW);
  }

  private Admission admit(WebhookRequest request, Map<String, String> settings) {
    return door(settings).admit(request, Keys.NONE, Subject.NOW);
  }

  private Doors.Door door(Map<String, String> settings) {
    return subject.doors().of(subject.connection(subject.url(), List.of(secret), settings));
  }
}
