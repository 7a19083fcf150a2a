package io.mainstem.ingest.tool;

import io.mainstem.connections.Connection;
import io.mainstem.connections.door.Snapshots;
import io.mainstem.connections.http.AccessToken;
import io.mainstem.connections.http.TokenAnswer;
import io.mainstem.connections.http.TokenPlan;
import io.mainstem.connections.json.Bytes;
import io.mainstem.runtime.outbound.OutboundException;
import io.mainstem.runtime.state.ConnectionStates;
import io.mainstem.runtime.state.StateKey;
import io.mainstem.runtime.state.StateKind;
import io.mainstem.runtime.state.StateSealedException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection's access token, the same for every instance of every service: it lies sealed in
 * the state topic. Whoever owns the connection has it renewed; the others only read it, and say so
 * when it was refused.
 */
public final class TokenKeeper implements Supplier<AccessToken> {
  /** Name of the access token in the state topic. */
  public static final String ACCESS = "access";

  /** Name of the refresh token in the state topic. */
  public static final String REFRESH = "refresh";

  /** Name of the mark that says which access token was refused. */
  public static final String REFUSED = "token-refused";

  /** Name of the mark that says since when the access token is there. */
  static final String HAD = "token-had";

  static final Duration WARN_BEFORE = Duration.ofDays(7);

  private static final Logger log = LoggerFactory.getLogger(TokenKeeper.class);
  private static final Duration STORE = Duration.ofSeconds(30);
  private static final long LOOK_MILLIS = 50;
  private static final Duration AFTER_TROUBLE = Duration.ofSeconds(5);
  private static final Duration AFTER_REFUSAL = Duration.ofMinutes(5);
  private static final String SEPARATOR = "\n";

  private final String connection;
  private final @Nullable TokenPlan plan;
  private final ToolLine line;
  private final ConnectionStates states;
  private final InstantSource clock;
  private volatile String trouble = "";
  private volatile Instant notBefore = Instant.EPOCH;

  /** A refresh token, the one a person gave it grew from, and since when it is there. */
  private record Refresh(String value, String seed, Instant hadAt) {
    String write() {
      return String.join(SEPARATOR, hadAt.toString(), seed, value);
    }

    static Refresh read(String text) {
      String[] parts = text.split(SEPARATOR, 3);
      return new Refresh(parts[2], parts[1], Instant.parse(parts[0]));
    }
  }

  public TokenKeeper(
      Connection connection, ToolLine line, ConnectionStates states, InstantSource clock) {
    this.connection = connection.name();
    this.plan = TokenPlan.of(connection).orElse(null);
    this.line = line;
    this.states = states;
    this.clock = clock;
  }

  /** The token that is valid now; none where the tool gives none, or there is none yet. */
  @Override
  public AccessToken get() {
    return plan == null ? AccessToken.NONE : stored().orElse(AccessToken.NONE);
  }

  /** What keeps the connection from having a token; empty where nothing does. */
  public String trouble() {
    return trouble;
  }

  public boolean isNeeded() {
    return plan != null;
  }

  /** Waits until there is a token, or another one than that. */
  public boolean awaitOtherThan(@Nullable AccessToken old, Duration atMost)
      throws InterruptedException {
    long deadlineNanos = System.nanoTime() + atMost.toNanos();
    while (true) {
      Optional<AccessToken> now = plan == null ? Optional.empty() : stored();
      if (now.isPresent() && (old == null || !now.get().value().equals(old.value()))) {
        return true;
      }
      if (plan == null || System.nanoTime() > deadlineNanos) {
        return false;
      }
      Thread.sleep(LOOK_MILLIS);
    }
  }

  /** The tool did not accept that token: its owner is to have another. */
  public void refused(AccessToken used) {
    if (plan == null || used.value().isEmpty()) {
      return;
    }
    String mark = Snapshots.hash(Bytes.utf8(used.value()));
    if (!states.text(connection, StateKind.SCHEDULE, REFUSED).equals(Optional.of(mark))) {
      var _ = states.put(connection, StateKind.SCHEDULE, REFUSED, mark);
    }
  }

  /** Has another token where it is time to. Only the owner of the connection calls this. */
  public void tend() throws InterruptedException {
    Instant now = clock.instant();
    if (plan == null || now.isBefore(notBefore)) {
      return;
    }
    if (!states.canSeal()) {
      trouble =
          "its access token must be kept sealed: set %s or %s"
              .formatted(StateKey.VARIABLE, StateKey.FILE_VARIABLE);
      return;
    }
    try {
      if (isDue(now)) {
        renew(now);
      }
    } catch (ExecutionException | TimeoutException | OutboundException e) {
      later("no access token: " + e.getClass().getSimpleName(), AFTER_TROUBLE);
    } catch (StateSealedException | IllegalArgumentException e) {
      later(String.valueOf(e.getMessage()), AFTER_REFUSAL);
    }
  }

  private boolean isDue(Instant now) {
    Optional<AccessToken> token = stored();
    if (token.isEmpty()) {
      return true;
    }
    String mark = Snapshots.hash(Bytes.utf8(token.get().value()));
    if (states.text(connection, StateKind.SCHEDULE, REFUSED).equals(Optional.of(mark))) {
      return true;
    }
    Instant hadAt =
        states.text(connection, StateKind.SCHEDULE, HAD).map(Instant::parse).orElse(Instant.EPOCH);
    return TokenPlan.renewAt(token.get(), hadAt).filter(at -> !now.isBefore(at)).isPresent();
  }

  private void renew(Instant now)
      throws InterruptedException, OutboundException, ExecutionException, TimeoutException {
    TokenPlan asked = Objects.requireNonNull(plan);
    Refresh refresh = refresh(now);
    if (refresh != null) {
      warnBeforeItEnds(asked, refresh, now);
    }
    ToolLine.Asked answer = line.ask(asked.call(refresh == null ? null : refresh.value(), now));
    switch (asked.read(answer.answer(), answer.at())) {
      case TokenAnswer.Granted(AccessToken token, String rotated) -> {
        if (refresh != null && rotated != null) {
          // Before anybody uses the access token: a crash now loses nothing.
          Refresh next = new Refresh(rotated, refresh.seed(), answer.at());
          stored(states.put(connection, StateKind.TOKEN, REFRESH, next.write()));
        }
        stored(states.put(connection, StateKind.SCHEDULE, HAD, answer.at().toString()));
        stored(states.put(connection, StateKind.TOKEN, ACCESS, token.write()));
        trouble = "";
        log.atInfo()
            .addKeyValue("connection", connection)
            .addKeyValue("until", token.expiresAt())
            .log("access token renewed");
      }
      case TokenAnswer.Again(String code, Duration after) ->
          later("no access token: " + code, after == null ? AFTER_TROUBLE : after);
      case TokenAnswer.Refused(var _, String cause) -> later(cause, AFTER_REFUSAL);
    }
  }

  /** The newest there is; one that a person gave since counts more. */
  private @Nullable Refresh refresh(Instant now) {
    Optional<String> given = Objects.requireNonNull(plan).firstRefreshToken();
    if (given.isEmpty()) {
      return null;
    }
    String seed = Snapshots.hash(Bytes.utf8(given.get()));
    return states
        .text(connection, StateKind.TOKEN, REFRESH)
        .map(Refresh::read)
        .filter(kept -> kept.seed().equals(seed))
        .orElseGet(() -> new Refresh(given.get(), seed, now));
  }

  private void warnBeforeItEnds(TokenPlan asked, Refresh refresh, Instant now) {
    asked
        .refreshEnds(refresh.hadAt())
        .filter(end -> end.minus(WARN_BEFORE).isBefore(now))
        .ifPresent(
            end ->
                log.atWarn()
                    .addKeyValue("connection", connection)
                    .addKeyValue("ends", end)
                    .log("refresh token ends soon: connect the account again"));
  }

  /** When the refresh token ends unless it is used, where that is near. */
  public Optional<Instant> endsSoon() {
    if (plan == null || !states.canSeal()) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    Refresh refresh = refresh(now);
    return refresh == null
        ? Optional.empty()
        : plan.refreshEnds(refresh.hadAt()).filter(end -> end.minus(WARN_BEFORE).isBefore(now));
  }

  private void later(String what, Duration pause) {
    trouble = what;
    notBefore = clock.instant().plus(pause);
    log.atWarn()
        .addKeyValue("connection", connection)
        .addKeyValue("cause", what)
        .log("no access token, trying again");
  }

  private Optional<AccessToken> stored() {
    try {
      return states.text(connection, StateKind.TOKEN, ACCESS).map(AccessToken::read);
    } catch (StateSealedException e) {
      trouble = String.valueOf(e.getMessage());
      return Optional.empty();
    }
  }

  private static void stored(CompletableFuture<Void> put)
      throws InterruptedException, ExecutionException, TimeoutException {
    put.get(STORE.toMillis(), TimeUnit.MILLISECONDS);
  }
}
