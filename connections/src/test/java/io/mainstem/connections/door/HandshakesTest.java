package io.mainstem.connections.door;

import static io.mainstem.connections.door.Doors.NOW;
import static io.mainstem.connections.door.Doors.SECRET;
import static io.mainstem.connections.door.Doors.door;
import static io.mainstem.connections.door.Doors.get;
import static io.mainstem.connections.door.Doors.post;
import static io.mainstem.connections.door.Doors.verdict;
import static org.assertj.core.api.Assertions.assertThat;

import io.mainstem.connections.Secret;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class HandshakesTest {
  private static final String AUTH = "auth: {kind: shared-secret, at: \"header:X-Token\"}\n";

  @Test
  void shouldSendBackAParameterOnlyWhereThereIsNoBody() {
    WebhookDoor door =
        door(AUTH + "handshake: [{kind: echo-query, param: challenge}, {kind: get-ok}]", SECRET);

    assertThat(verdict(door, get("challenge=a%20b"))).isEqualTo("handshake a b");
    assertThat(verdict(door, get(""))).isEqualTo("handshake ");
    WebhookDoor secretInAddress =
        door("auth: {kind: shared-secret, at: \"query:token\"}\nhandshake: {kind: get-ok}", SECRET);
    assertThat(verdict(secretInAddress, get("token=" + SECRET))).isEqualTo("handshake ");
    assertThat(verdict(door, post("{}"))).isEqualTo("SIGNATURE_MISSING 401");
    assertThat(verdict(door, get("challenge=" + "x".repeat(Handshakes.MAX_ECHO_CHARS + 1))))
        .isEqualTo("HANDSHAKE_UNFIT 401");
  }

  @Test
  void shouldAnswerAChallengeSignedUnlessTheFileSaysOtherwise() {
    String echo =
        "handshake: {kind: echo-body, match: {kind: hello, challenge: \"*\"}, field: challenge,"
            + " respond: json%s}";
    String challenge = "{\"kind\":\"hello\",\"challenge\":\"c1\"}";

    WebhookDoor signed = door(AUTH + echo.formatted(""), SECRET);
    assertThat(verdict(signed, post(challenge, "X-Token", SECRET)))
        .isEqualTo("handshake {\"challenge\":\"c1\"}");
    assertThat(verdict(signed, post(challenge))).isEqualTo("SIGNATURE_MISSING 401");
    assertThat(verdict(door(AUTH + echo.formatted(", signed: false"), SECRET), post(challenge)))
        .isEqualTo("handshake {\"challenge\":\"c1\"}");
  }

  @Test
  void shouldKeepTheFirstSecretAndNoOther() {
    String file = AUTH + "handshake: {kind: echo-header, header: X-Hook-Secret}";
    WebhookDoor door = door(file);
    Keys kept = new Keys(List.of(new Secret("first")), null);

    Admission first = door.admit(post("", "X-Hook-Secret", "first"), Keys.NONE, NOW);
    assertThat(verdict(first)).isEqualTo("learns first");
    assertThat(first.reply().headers()).containsEntry("X-Hook-Secret", "first");
    assertThat(verdict(door.admit(post("", "X-Hook-Secret", "first"), kept, NOW)))
        .isEqualTo("handshake ");
    assertThat(verdict(door.admit(post("", "X-Hook-Secret", "second"), kept, NOW)))
        .isEqualTo("HANDSHAKE_REPEATED 401");
    assertThat(verdict(door.admit(post("", "X-Hook-Secret", "böse"), Keys.NONE, NOW)))
        .isEqualTo("HANDSHAKE_UNFIT 401");
    WebhookDoor open = WebhookDoor.of(Doors.connection(file, Map.of("rehandshake", "true")));
    assertThat(verdict(open.admit(post("", "X-Hook-Secret", "second"), kept, NOW)))
        .isEqualTo("learns second");
  }

  @Test
  void shouldSayHowATokenIsConfirmed() {
    WebhookDoor door =
        door(
            AUTH
                + """
                handshake:
                  kind: body-token
                  field: verification_token
                  confirm:
                    method: PUT
                    path: /v1/hooks/{body:hook}/verify
                    headers: {Authorization: "Bearer {secret.system}"}
                    body: {token: "{token}"}
                """);

    Admission admission =
        door.admit(post("{\"verification_token\":\"t 1\",\"hook\":\"a/b\"}"), Keys.NONE, NOW);
    assertThat(verdict(admission)).isEqualTo("HANDSHAKE_UNFIT 401");
    assertThat(door.admit(post("{\"verification_token\":\"t1\",\"hook\":\"a/b\"}"), Keys.NONE, NOW))
        .isInstanceOfSatisfying(
            Admission.Learns.class,
            learns -> {
              Admission.Confirm confirm = Objects.requireNonNull(learns.confirm());
              assertThat(confirm.path()).isEqualTo("/v1/hooks/a%2Fb/verify");
              assertThat(confirm.headers()).containsValue("Bearer {secret.system}");
              assertThat(confirm.body().text()).isEqualTo("{\"token\":\"t1\"}");
            });
  }

  @Test
  void shouldForgetAPing() {
    WebhookDoor door = door(AUTH + "handshake: {kind: ping, match: {topic: ping}}", SECRET);

    assertThat(verdict(door, post("{\"topic\":\"ping\"}", "X-Token", SECRET)))
        .isEqualTo("handshake ");
    assertThat(verdict(door, post("{\"topic\":\"ping\"}"))).isEqualTo("SIGNATURE_MISSING 401");
  }
}
