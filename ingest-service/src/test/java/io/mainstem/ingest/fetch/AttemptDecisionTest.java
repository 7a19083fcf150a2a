package io.mainstem.ingest.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstem.connections.http.Verdict;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AttemptDecisionTest {

  private static final int LAST = AttemptDecision.MAX_ATTEMPTS - 1;
  private static final Verdict BUSY = new Verdict.Retry("SERVER_ERROR", null);

  @Test
  void shouldGiveUpOnARecordOnlyWhileTheToolAnswersOthers() {
    assertThat(AttemptDecision.of(500, BUSY, LAST - 1, true))
        .isEqualTo(new AttemptDecision.Again("SERVER_ERROR", null, true));
    assertThat(AttemptDecision.of(500, BUSY, LAST, true))
        .isInstanceOf(AttemptDecision.Refuse.class);
    assertThat(AttemptDecision.of(500, BUSY, LAST, false))
        .isEqualTo(new AttemptDecision.Again("SERVER_ERROR", null, false));
  }

  @Test
  void shouldWaitAsLongAsTheToolAsksWithoutCountingIt() {
    Verdict slower = new Verdict.Retry("RATE_LIMITED", Duration.ofSeconds(7));

    assertThat(AttemptDecision.of(429, slower, LAST, true))
        .isEqualTo(new AttemptDecision.Again("RATE_LIMITED", Duration.ofSeconds(7), false));
  }

  @Test
  void shouldNotBlameTheRecordForOurCredentials() {
    assertThat(AttemptDecision.of(401, new Verdict.Refused("UNAUTHORIZED", "no"), 0, true))
        .isEqualTo(new AttemptDecision.CredentialsRefused(401));
  }

  @Test
  void shouldFollowTheToolFileOtherwise() {
    assertThat(AttemptDecision.of(200, new Verdict.Success(), 0, true))
        .isEqualTo(new AttemptDecision.Publish());
    assertThat(AttemptDecision.of(404, new Verdict.Gone(404), 0, true))
        .isEqualTo(new AttemptDecision.PublishGone());
    assertThat(AttemptDecision.of(400, new Verdict.Refused("REFUSED", "no"), 0, true))
        .isEqualTo(new AttemptDecision.Refuse("REFUSED", "no"));
  }
}
