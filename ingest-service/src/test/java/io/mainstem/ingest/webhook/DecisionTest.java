package io.mainstem.ingest.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstem.connections.door.Admission;
import io.mainstem.connections.door.Delivery;
import io.mainstem.connections.door.Rejection;
import io.mainstem.connections.door.Reply;
import io.mainstem.connections.json.Bytes;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DecisionTest {

  private static final Reply OK = new Reply(200, "text/plain", Bytes.EMPTY);
  private static final Reply NO = new Reply(401, "text/plain", Bytes.EMPTY);
  private static final Bytes BODY = Bytes.utf8("[]");

  @Test
  void shouldStoreWhatIsAcceptedAndAnswerAsTheToolWants() {
    List<Delivery> deliveries = deliveries(2);

    assertThat(Decision.of(new Admission.Accepted(deliveries, OK), BODY))
        .isEqualTo(new Decision.Store(AnswerCode.ACCEPTED, deliveries, OK));
  }

  @Test
  void shouldKeepWhatIsSignedButNotReadable() {
    Admission unreadable = new Admission.Unreadable("NOT_JSON", "no", "hash", OK);

    assertThat(Decision.of(unreadable, BODY))
        .isEqualTo(
            new Decision.Store(
                AnswerCode.UNREADABLE,
                List.of(new Delivery.Unplaced("NOT_JSON", "no", BODY, "hash")),
                OK));
  }

  @Test
  void shouldAnswerAHandshakeWithoutStoringAnything() {
    assertThat(Decision.of(new Admission.Handshake(OK), BODY))
        .isEqualTo(new Decision.Answer(AnswerCode.HANDSHAKE, OK));
  }

  @ParameterizedTest
  @EnumSource(Rejection.class)
  void shouldStoreNothingOfWhatIsRejected(Rejection reason) {
    assertThat(Decision.of(new Admission.Rejected(reason, NO), BODY))
        .isInstanceOfSatisfying(
            Decision.Answer.class, answer -> assertThat(answer.reply()).isEqualTo(NO));
  }

  @Test
  void shouldKeepARequestWithOneEventTooManyAsAWhole() {
    Admission atLimit = new Admission.Accepted(deliveries(Limits.MAX_EVENTS), OK);
    Admission pastLimit = new Admission.Accepted(deliveries(Limits.MAX_EVENTS + 1), OK);

    assertThat(Decision.of(atLimit, BODY))
        .isInstanceOfSatisfying(
            Decision.Store.class,
            store -> assertThat(store.deliveries()).hasSize(Limits.MAX_EVENTS));
    assertThat(Decision.of(pastLimit, BODY))
        .isInstanceOfSatisfying(
            Decision.Store.class,
            store -> {
              assertThat(store.code()).isEqualTo(AnswerCode.UNREADABLE);
              assertThat(store.deliveries()).hasSize(1);
            });
  }

  private static List<Delivery> deliveries(int count) {
    return IntStream.range(0, count)
        .<Delivery>mapToObj(n -> new Delivery.Ring("deal", "d" + n, null, false, "key" + n))
        .toList();
  }
}
