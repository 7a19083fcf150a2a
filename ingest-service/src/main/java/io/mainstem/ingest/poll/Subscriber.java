package io.mainstem.ingest.poll;

import io.mainstem.connections.http.AccessToken;
import io.mainstem.connections.http.HttpCall;
import io.mainstem.connections.http.Verdict;
import io.mainstem.connections.pull.SubscriptionPlan;
import io.mainstem.connections.pull.SubscriptionPlan.Held;
import io.mainstem.ingest.tool.ToolLine.Asked;
import io.mainstem.ingest.webhook.StateSecrets;
import io.mainstem.runtime.outbound.OutboundException;
import io.mainstem.runtime.state.StateKind;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes one connection's webhook where it is to have one, renews it before it ends, and removes it
 * where it is not wanted any more. Its secret is kept sealed, for the door.
 */
final class Subscriber {
  /** Name of the subscription in the state topic. */
  static final String NAME = "webhook";

  /** Names of secrets of subscriptions begin so. */
  static final String SECRET_PREFIX = "subscription/";

  private static final Logger log = LoggerFactory.getLogger(Subscriber.class);
  private static final Duration STORE = Duration.ofSeconds(30);
  private static final Duration AFTER_FAILURE = Duration.ofMinutes(1);
  private static final int SECRET_BYTES = 32;

  /** How often we ask whether a webhook is still there. */
  static final Duration LOOK_EVERY = Duration.ofHours(1);

  private final PollParts parts;
  private final @Nullable SubscriptionPlan plan;
  private final boolean wanted;
  private Instant notBefore = Instant.EPOCH;
  private Instant lookAt = Instant.EPOCH;

  Subscriber(PollParts parts, @Nullable SubscriptionPlan plan, boolean wanted) {
    this.parts = parts;
    this.plan = plan;
    this.wanted = wanted;
  }

  boolean isNeeded() {
    return plan != null;
  }

  void tend() throws InterruptedException {
    Instant now = parts.clock().instant();
    if (plan == null || !parts.states().canSeal() || now.isBefore(notBefore)) {
      return;
    }
    if (parts.tokens().isNeeded() && parts.tokens().get().equals(AccessToken.NONE)) {
      return;
    }
    try {
      Optional<Held> held =
          parts.states().text(parts.connection(), StateKind.SUBSCRIPTION, NAME).map(Held::read);
      if (!wanted) {
        if (held.isPresent()) {
          remove(plan, held.get());
        }
      } else if (held.isEmpty()) {
        make(plan, now);
      } else if (plan.isDue(held.get(), now)) {
        renew(plan, held.get(), now);
      } else if (!now.isBefore(lookAt)) {
        look(plan, held.get(), now);
      }
    } catch (OutboundException | ExecutionException | TimeoutException e) {
      later(e.getClass().getSimpleName());
    }
  }

  /** Whether it was made. */
  private boolean make(SubscriptionPlan made, Instant now)
      throws InterruptedException, OutboundException, ExecutionException, TimeoutException {
    byte[] bytes = new byte[SECRET_BYTES];
    parts.random().nextBytes(bytes);
    String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    Asked asked = parts.line().ask(made.create(secret, now));
    Optional<Held> held = made.created(asked.answer(), secret, asked.at());
    if (held.isEmpty()) {
      later("HTTP_" + asked.answer().status());
      return false;
    }
    keep(held.get());
    lookAt = now.plus(LOOK_EVERY);
    log.atInfo()
        .addKeyValue("connection", parts.connection())
        .addKeyValue("until", held.get().expiresAt())
        .log("webhook made");
    return true;
  }

  private void look(SubscriptionPlan made, Held held, Instant now)
      throws InterruptedException, OutboundException, ExecutionException, TimeoutException {
    lookAt = now.plus(LOOK_EVERY);
    Optional<HttpCall> call = made.look(held);
    if (call.isPresent()
        && made.verdict(parts.line().ask(call.get()).answer()) instanceof Verdict.Gone) {
      makeAgain(made, held, now);
    }
  }

  /** The tool has lost it: what it signed with opens nothing any more. */
  private void makeAgain(SubscriptionPlan made, Held lost, Instant now)
      throws InterruptedException, OutboundException, ExecutionException, TimeoutException {
    log.atWarn().addKeyValue("connection", parts.connection()).log("webhook lost");
    if (made.isSecretPosted()) {
      for (String name : parts.states().names(parts.connection(), StateKind.SECRET)) {
        if (name.startsWith(StateSecrets.PREFIX)) {
          stored(parts.states().remove(parts.connection(), StateKind.SECRET, name));
        }
      }
    }
    stored(parts.states().remove(parts.connection(), StateKind.SECRET, SECRET_PREFIX + lost.id()));
    stored(parts.states().remove(parts.connection(), StateKind.SUBSCRIPTION, NAME));
    make(made, now);
  }

  private void renew(SubscriptionPlan made, Held held, Instant now)
      throws InterruptedException, OutboundException, ExecutionException, TimeoutException {
    Optional<HttpCall> call = made.renewal(held, now);
    if (call.isEmpty()) {
      if (make(made, now)) {
        remove(made, held, false);
      }
      return;
    }
    Asked asked = parts.line().ask(call.get());
    switch (made.verdict(asked.answer())) {
      case Verdict.Success() -> {
        keep(made.renewed(held, asked.answer(), asked.at()));
        log.atInfo().addKeyValue("connection", parts.connection()).log("webhook renewed");
      }
      case Verdict.Gone _ -> makeAgain(made, held, now);
      case Verdict.Retry(String code, var _) -> later(code);
      case Verdict.Refused(String code, var _) -> later(code);
    }
  }

  private void remove(SubscriptionPlan made, Held held)
      throws InterruptedException, OutboundException, ExecutionException, TimeoutException {
    remove(made, held, true);
  }

  private void remove(SubscriptionPlan made, Held held, boolean forget)
      throws InterruptedException, OutboundException, ExecutionException, TimeoutException {
    Optional<HttpCall> call = made.removal(held);
    if (call.isPresent()) {
      Asked asked = parts.line().ask(call.get());
      if (made.verdict(asked.answer()) instanceof Verdict.Retry(String code, var _)) {
        later(code);
        return;
      }
    }
    if (forget) {
      stored(parts.states().remove(parts.connection(), StateKind.SUBSCRIPTION, NAME));
    }
    stored(parts.states().remove(parts.connection(), StateKind.SECRET, SECRET_PREFIX + held.id()));
    log.atInfo().addKeyValue("connection", parts.connection()).log("webhook removed");
  }

  private void keep(Held held) throws InterruptedException, ExecutionException, TimeoutException {
    if (!held.secret().isEmpty()) {
      stored(
          parts
              .states()
              .put(
                  parts.connection(),
                  StateKind.SECRET,
                  SECRET_PREFIX + held.id(),
                  held.secret().getBytes(StandardCharsets.UTF_8)));
    }
    stored(parts.states().put(parts.connection(), StateKind.SUBSCRIPTION, NAME, held.write()));
  }

  private static void stored(CompletableFuture<Void> put)
      throws InterruptedException, ExecutionException, TimeoutException {
    put.get(STORE.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void later(String code) {
    notBefore = parts.clock().instant().plus(AFTER_FAILURE);
    log.atWarn()
        .addKeyValue("connection", parts.connection())
        .addKeyValue("code", code)
        .log("webhook not made or renewed, trying again");
  }
}
