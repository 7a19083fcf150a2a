package io.mainstem.simulators.webhook;

import io.mainstem.simulators.timeline.Tool;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Xero's "intent to receive": one request rightly signed, which must get an empty 200, and one
 * wrongly, which must get 401. Until both answers were right nothing is delivered.
 */
public final class Handshake {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final String BODY =
      "{\"events\":[],\"firstEventSequence\": 0,\"lastEventSequence\": 0, \"entropy\":"
          + " \"COPPERKETTLEHANDSHAKE\"}";

  private final HttpClient http;
  private final URI receiver;
  private final Signatures signatures;
  private final CountDownLatch done = new CountDownLatch(1);
  private volatile String lastAnswers = "none yet";

  Handshake(HttpClient http, URI receiver, Signatures signatures) {
    this.http = http;
    this.receiver = receiver;
    this.signatures = signatures;
  }

  /** Tries until it succeeds or the thread is interrupted. */
  public void perform() throws InterruptedException {
    while (!attempt()) {
      Thread.sleep(PAUSE);
    }
    done.countDown();
  }

  /** One round; true where both answers were right. */
  public boolean attempt() throws InterruptedException {
    Secret wrong = new Secret(signatures.xero().value() + "x");
    int good = answer(signatures);
    int bad = answer(new Signatures(signatures.hubspot(), wrong, signatures.square()));
    lastAnswers = "rightly signed " + good + ", wrongly signed " + bad;
    return good == 200 && bad == 401;
  }

  private int answer(Signatures signed) throws InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(receiver)
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(BODY));
    signed.headers(Tool.XERO, receiver.toString(), BODY, 0).forEach(request::header);
    try {
      HttpResponse<String> answer =
          http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return answer.statusCode() == 200 && !answer.body().isEmpty() ? 0 : answer.statusCode();
    } catch (IOException noAnswer) {
      return 0;
    }
  }

  /**
   * What the receiver last answered, in words; 0 stands for no answer or a 200 that was not empty.
   */
  public String lastAnswers() {
    return lastAnswers;
  }

  public boolean succeeded() {
    return done.getCount() == 0;
  }

  void awaitDone() throws InterruptedException {
    done.await();
  }

  /** Waits for success; false where that takes longer than the patience. */
  public boolean awaitDone(Duration patience) throws InterruptedException {
    return done.await(patience.toMillis(), TimeUnit.MILLISECONDS);
  }
}
