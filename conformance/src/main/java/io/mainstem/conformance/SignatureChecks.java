package io.mainstem.conformance;

import io.mainstem.connections.door.Admission;
import io.mainstem.connections.door.Keys;
import io.mainstem.connections.door.Rejection;
import io.mainstem.connections.door.WebhookRequest;
import io.mainstem.connections.json.Bytes;
import io.mainstem.connections.plugin.ToolPlugin;
import io.mainstem.connections.tool.AuthScheme;
import io.mainstem.connections.tool.WebhookSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is genuine comes in, and nothing else. */
final class SignatureChecks {
  private static final Duration TOKEN_LIFE_AND_LEEWAY = Duration.ofMinutes(6);

  private final Subject subject;
  private final Findings findings;

  SignatureChecks(Subject subject, Findings findings) {
    this.subject = subject;
    this.findings = findings;
  }

  void run(WebhookSpec webhook) {
    Optional<Samples.Sample> sample =
        subject.samples().deliveries().stream().filter(it -> !it.isHandshake()).findFirst();
    if (sample.isEmpty()) {
      findings.failed(
          Check.SAMPLES, "deliveries", "there is no sample of a delivery (webhook-….http)");
      return;
    }
    for (AuthScheme scheme : webhook.auth()) {
      if (scheme.needsSecret()) {
        check(webhook, scheme, sample.get());
      }
    }
  }

  private void check(WebhookSpec webhook, AuthScheme scheme, Samples.Sample sample) {
    String secret = Signer.secret(scheme, 1);
    WebhookRequest right = new Signer(scheme, subject.url()).sign(sample, secret, Subject.NOW);
    String kind = scheme.getClass().getSimpleName();
    Admission admission = admit(right, subject.url(), List.of(secret), Subject.NOW);
    findings.that(
        Outcomes.isIn(admission),
        Check.SIGNATURE,
        kind + " accepts",
        "a genuine delivery ended as " + Outcomes.lines(admission));
    String second = Signer.secret(scheme, 2);
    findings.that(
        Outcomes.isIn(admit(right, subject.url(), List.of(second, secret), Subject.NOW)),
        Check.SIGNATURE,
        kind + " accepts any live secret",
        "with two live secrets the older one is refused");
    refused(kind + ", another secret", right, List.of(second));
    mutations(scheme, right)
        .forEach((what, request) -> refused(kind + ", " + what, request, List.of(secret)));
    if (coversAddress(scheme)) {
      Admission elsewhere =
          admit(right, "https://elsewhere.example.com/hook", List.of(secret), Subject.NOW);
      findings.that(
          !Outcomes.isIn(elsewhere), Check.SIGNATURE, kind + ", another address", "it came in");
    }
    closed(webhook, kind, right);
    clock(scheme, kind, right, secret);
  }

  private void refused(String what, WebhookRequest request, List<String> secrets) {
    findings.that(
        !Outcomes.isIn(admit(request, subject.url(), secrets, Subject.NOW)),
        Check.SIGNATURE,
        what,
        "it came in");
  }

  private void closed(WebhookSpec webhook, String kind, WebhookRequest right) {
    Admission admission = admit(right, subject.url(), List.of(), Subject.NOW);
    int status = webhook.reply().rejectIsFinal() ? 503 : webhook.reply().reject();
    findings.that(
        admission instanceof Admission.Rejected(Rejection reason, var reply)
            && reply.status() == status
            && (reason == Rejection.NOT_CONFIGURED || webhook.auth().size() > 1),
        Check.FAILS_CLOSED,
        kind,
        "without a secret it ended as " + Outcomes.lines(admission));
  }

  private Map<String, WebhookRequest> mutations(AuthScheme scheme, WebhookRequest right) {
    Map<String, WebhookRequest> mutations = new HashMap<>();
    switch (scheme) {
      case AuthScheme.Signed signed -> {
        String header = signed.signature().header().replace("{n}", "1");
        header(mutations, right, header);
        if (signed.template().contains("{body}")) {
          mutations.put("another body", Signer.body(right, Bytes.utf8(right.body().text() + " ")));
        }
        if (signed.template().contains("{method}")) {
          mutations.put(
              "another method",
              new WebhookRequest(
                  "PUT", right.headers(), right.query(), right.tail(), right.body()));
        }
        AuthScheme.Timestamp ts = signed.timestamp();
        if (ts != null && ts.from() == AuthScheme.From.HEADER) {
          mutations.put(
              "another time",
              Signer.with(right, ts.name(), Signer.time(ts.unit(), Subject.NOW.plusSeconds(1))));
          mutations.put("no time", without(right, ts.name()));
        }
      }
      case AuthScheme.StandardWebhooks standard -> {
        header(mutations, right, standard.prefix() + "-signature");
        mutations.put("another body", Signer.body(right, Bytes.utf8(right.body().text() + " ")));
        mutations.put("another id", Signer.with(right, standard.prefix() + "-id", "msg_other"));
        mutations.put(
            "another time",
            Signer.with(
                right,
                standard.prefix() + "-timestamp",
                Signer.time(AuthScheme.Unit.S, Subject.NOW.plusSeconds(1))));
      }
      case AuthScheme.Jwt jwt -> header(mutations, right, jwt.header());
      case AuthScheme.SharedSecret shared -> {
        if (shared.at() == AuthScheme.SharedSecret.Place.HEADER) {
          header(mutations, right, shared.name());
        } else {
          mutations.put(
              "no secret", new WebhookRequest(right.method(), right.headers(), right.body()));
        }
      }
      case AuthScheme.BodySecret(var path) ->
          mutations.put(
              "another secret in the body",
              Signer.body(right, JsonEdit.set(right.body(), path.steps(), "wrong")));
      case AuthScheme.Basic _ -> header(mutations, right, "Authorization");
      case AuthScheme.Plugin(ToolPlugin code) -> {
        header(mutations, right, code.header());
        mutations.put("another body", Signer.body(right, Bytes.utf8(right.body().text() + "x")));
      }
      case AuthScheme.None _ -> {}
    }
    return mutations;
  }

  private static void header(
      Map<String, WebhookRequest> mutations, WebhookRequest right, String name) {
    String value = right.headers().getOrDefault(name, List.of("")).getFirst();
    mutations.put("no signature", without(right, name));
    mutations.put("another signature", Signer.with(right, name, flipped(value)));
    Map<String, List<String>> twice = new HashMap<>(right.headers());
    twice.put(name, List.of(value, value));
    mutations.put(
        "the signature twice",
        new WebhookRequest(right.method(), twice, right.query(), right.tail(), right.body()));
  }

  /** With another first character of its last, longest part: the proof itself. */
  private static String flipped(String value) {
    int at = Math.max(0, value.length() - 20);
    char other = value.charAt(at) == 'a' ? 'b' : 'a';
    return value.substring(0, at) + other + value.substring(at + 1);
  }

  private static WebhookRequest without(WebhookRequest request, String header) {
    Map<String, List<String>> headers = new HashMap<>();
    request
        .headers()
        .forEach(
            (name, values) -> {
              if (!name.equalsIgnoreCase(header)) {
                headers.put(name, new ArrayList<>(values));
              }
            });
    return new WebhookRequest(
        request.method(), headers, request.query(), request.tail(), request.body());
  }

  private static boolean coversAddress(AuthScheme scheme) {
    return switch (scheme) {
      case AuthScheme.Signed signed -> signed.template().contains("{url}");
      case AuthScheme.Jwt jwt ->
          jwt.claims().values().stream().anyMatch(claim -> claim.contains("{url}"));
      case AuthScheme.StandardWebhooks _,
          AuthScheme.SharedSecret _,
          AuthScheme.BodySecret _,
          AuthScheme.Basic _,
          AuthScheme.Plugin _,
          AuthScheme.None _ ->
          false;
    };
  }

  /** A second inside the tolerance is fresh, a second outside is not. */
  private void clock(AuthScheme scheme, String kind, WebhookRequest right, String secret) {
    Duration late = late(scheme);
    if (late == null) {
      return;
    }
    clock(kind + ", late by the tolerance", right, secret, late, true);
    clock(kind + ", a second later", right, secret, late.plusSeconds(1), false);
    if (!(scheme instanceof AuthScheme.Jwt)) {
      clock(kind + ", early by the tolerance", right, secret, late.negated(), true);
      clock(kind + ", a second earlier", right, secret, late.plusSeconds(1).negated(), false);
    }
  }

  private void clock(
      String what, WebhookRequest right, String secret, Duration by, boolean welcome) {
    Admission admission = admit(right, subject.url(), List.of(secret), Subject.NOW.plus(by));
    findings.that(
        Outcomes.isIn(admission) == welcome,
        Check.CLOCK,
        what,
        "it ended as " + Outcomes.lines(admission));
  }

  private static @Nullable Duration late(AuthScheme scheme) {
    return switch (scheme) {
      case AuthScheme.Signed signed ->
          signed.timestamp() == null ? null : signed.timestamp().tolerance();
      case AuthScheme.StandardWebhooks standard -> standard.tolerance();
      case AuthScheme.Jwt _ -> TOKEN_LIFE_AND_LEEWAY;
      case AuthScheme.SharedSecret _,
          AuthScheme.BodySecret _,
          AuthScheme.Basic _,
          AuthScheme.Plugin _,
          AuthScheme.None _ ->
          null;
    };
  }

  private Admission admit(WebhookRequest request, String url, List<String> secrets, Instant now) {
    return subject
        .doors()
        .of(subject.connection(url, secrets, subject.samples().settings()))
        .admit(request, Keys.NONE, now);
  }
}
