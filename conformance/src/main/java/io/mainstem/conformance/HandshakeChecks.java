package io.mainstem.conformance;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.mainstem.connections.Secret;
import io.mainstem.connections.door.Admission;
import io.mainstem.connections.door.Keys;
import io.mainstem.connections.door.WebhookRequest;
import io.mainstem.connections.json.Bytes;
import io.mainstem.connections.json.EachPath;
import io.mainstem.connections.tool.AuthScheme;
import io.mainstem.connections.tool.HandshakeSpec;
import io.mainstem.connections.tool.WebhookSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Each way a vendor makes sure that the address is ours. */
final class HandshakeChecks {
  private static final String VALUE = "conformance-challenge";

  private final Subject subject;
  private final WebhookSpec webhook;
  private final Findings findings;
  private final AuthScheme scheme;
  private final String secret;

  HandshakeChecks(Subject subject, WebhookSpec webhook, Findings findings) {
    this.subject = subject;
    this.webhook = webhook;
    this.findings = findings;
    this.scheme = webhook.auth().getFirst();
    this.secret = Signer.secret(scheme, 1);
  }

  void run() {
    for (HandshakeSpec handshake : webhook.handshakes()) {
      switch (handshake) {
        case HandshakeSpec.GetOk _ ->
            answered("GET", admit(get(""), List.of(secret), Keys.NONE), "");
        case HandshakeSpec.EchoQuery(String param) ->
            answered(
                "echo of " + param,
                admit(get(param + "=" + VALUE + "%20x"), List.of(secret), Keys.NONE),
                VALUE + " x");
        case HandshakeSpec.EchoHeader(String header) ->
            learns(
                "secret in " + header,
                value -> new WebhookRequest("POST", Map.of(header, List.of(value)), Bytes.EMPTY));
        case HandshakeSpec.BodyToken token ->
            learns("secret in the body", value -> post(body(Map.of(token.field(), value))));
        case HandshakeSpec.EchoBody echo -> {
          Map<EachPath, String> values = new HashMap<>(echo.match());
          values.put(echo.field(), VALUE);
          challenged("challenge", post(body(values)), echo.signed(), VALUE);
        }
        case HandshakeSpec.Ping ping ->
            challenged("ping", post(body(ping.match())), ping.signed(), "");
        case HandshakeSpec.SignedStatus _ -> signedStatus();
      }
    }
  }

  private void answered(String what, Admission admission, String text) {
    findings.that(
        admission instanceof Admission.Handshake(var reply)
            && reply.status() == webhook.reply().ok()
            && reply.body().text().contains(text),
        Check.HANDSHAKE,
        what,
        "it ended as " + Outcomes.lines(admission));
  }

  private void challenged(String what, WebhookRequest plain, boolean signed, String text) {
    answered(
        what,
        admit(
            new Signer(scheme, subject.url()).sign(plain, secret, Subject.NOW),
            List.of(secret),
            Keys.NONE),
        text);
    Admission unsigned = admit(plain, List.of(secret), Keys.NONE);
    if (signed && scheme.needsSecret()) {
      findings.that(
          !Outcomes.isIn(unsigned), Check.HANDSHAKE, what + " unsigned", "it was answered");
    } else {
      answered(what + " unsigned", unsigned, text);
    }
  }

  /** First come, first kept; what it brought opens the door; another one is refused. */
  private void learns(String what, Function<String, WebhookRequest> asking) {
    String kept = Signer.secret(scheme, 3);
    Admission first = admit(asking.apply(kept), List.of(), Keys.NONE);
    findings.that(
        first instanceof Admission.Learns(Secret learnt, _, var reply)
            && learnt.value().equals(kept)
            && reply.status() / 100 == 2,
        Check.HANDSHAKE,
        what,
        "it ended as " + Outcomes.lines(first));
    Keys keys = new Keys(List.of(new Secret(kept)), null);
    Admission second = admit(asking.apply(Signer.secret(scheme, 4)), List.of(), keys);
    findings.that(!Outcomes.isIn(second), Check.HANDSHAKE, what + ", a second one", "it was taken");
    Admission again = admit(asking.apply(kept), List.of(), keys);
    findings.that(
        Outcomes.isIn(again), Check.HANDSHAKE, what + ", the same again", "it was refused");
    subject.samples().deliveries().stream()
        .filter(sample -> !sample.isHandshake())
        .findFirst()
        .ifPresent(
            sample -> {
              WebhookRequest signed =
                  new Signer(scheme, subject.url()).sign(sample, kept, Subject.NOW);
              findings.that(
                  Outcomes.isIn(admit(signed, List.of(), keys)),
                  Check.HANDSHAKE,
                  what + " opens the door",
                  "a delivery signed with it is refused");
            });
  }

  private void signedStatus() {
    WebhookRequest plain = post(body(Map.of(webhook.formats().getFirst().split(), VALUE)));
    ObjectNode empty = JsonNodeFactory.instance.objectNode();
    List<String> steps = webhook.formats().getFirst().split().steps();
    if (!steps.isEmpty() && !steps.getFirst().equals(EachPath.EACH)) {
      empty.putArray(steps.getFirst());
      plain = post(Bytes.utf8(empty.toString()));
    }
    WebhookRequest right = new Signer(scheme, subject.url()).sign(plain, secret, Subject.NOW);
    WebhookRequest wrong =
        new Signer(scheme, subject.url()).sign(plain, Signer.secret(scheme, 2), Subject.NOW);
    Admission in = admit(right, List.of(secret), Keys.NONE);
    Admission out = admit(wrong, List.of(secret), Keys.NONE);
    findings.that(
        in.reply().status() == webhook.reply().ok(),
        Check.HANDSHAKE,
        "a right signature is answered " + webhook.reply().ok(),
        "it was answered " + in.reply().status());
    findings.that(
        out.reply().status() == webhook.reply().reject() && out.reply().body().isEmpty(),
        Check.HANDSHAKE,
        "a wrong signature is answered " + webhook.reply().reject(),
        "it was answered " + out.reply().status());
  }

  /** A body with those values, in the tool's own form. */
  private Bytes body(Map<EachPath, String> values) {
    if (webhook.decode() instanceof WebhookSpec.BodyDecoding.Form) {
      return Bytes.utf8(
          String.join(
              "&",
              values.entrySet().stream()
                  .map(it -> it.getKey() + "=" + concrete(it.getValue()))
                  .toList()));
    }
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    values.forEach(
        (path, value) -> JsonEdit.put(root, path.steps(), TextNode.valueOf(concrete(value))));
    return Bytes.utf8(root.toString());
  }

  private static String concrete(String value) {
    return value.equals(HandshakeSpec.ANY) ? VALUE : value;
  }

  private static WebhookRequest get(String query) {
    return new WebhookRequest("GET", Map.of(), query, "", Bytes.EMPTY);
  }

  private static WebhookRequest post(Bytes body) {
    return new WebhookRequest("POST", Map.of(), body);
  }

  private Admission admit(WebhookRequest request, List<String> secrets, Keys keys) {
    return subject.doors().of(subject.connection(secrets)).admit(request, keys, Subject.NOW);
  }
}
