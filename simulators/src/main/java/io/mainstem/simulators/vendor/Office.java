package io.mainstem.simulators.vendor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mainstem.simulators.api.Answer;
import io.mainstem.simulators.api.Api;
import io.mainstem.simulators.api.Call;
import io.mainstem.simulators.api.IdempotencyKeys;
import io.mainstem.simulators.api.Journal;
import io.mainstem.simulators.api.RateLimit;
import io.mainstem.simulators.json.Json;
import io.mainstem.simulators.vendor.Refusal.Why;
import io.mainstem.simulators.webhook.RetryPlan;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One vendor at work: its records, its paths, what was written to it, whom it tells. */
public final class Office implements AutoCloseable {
  private static final String NO_SECRET = "none";

  private final Vendor vendor;
  private final Terms terms;
  private final Map<String, String> secrets;
  private final Records records;
  private final Journal journal;
  private final Api api;
  private final @Nullable RateLimit limit;
  private final IdempotencyKeys keys = new IdempotencyKeys();
  private final List<Tokens> tokens = new ArrayList<>();
  private final List<Subscription> subscriptions = new ArrayList<>();
  private final List<Change> history = new ArrayList<>();
  private final List<Change> held = new ArrayList<>();
  private final @Nullable Hooks hooks;
  private final @Nullable Messenger messenger;
  private Credential credential = call -> false;
  private boolean holding;
  private volatile String address;

  /**
   * What a vendor's simulator is told.
   *
   * @param businessTime when changes are dated
   * @param clock the time calls are made at and webhooks signed at
   * @param pageSize no page is longer, where the vendor itself says that more follows
   * @param tokenLife instead of the vendor's own, or null
   * @param limit instead of the vendor's own, e.g. {@code 2/1s}, or null; {@code none} for no limit
   * @param retryAfterAsDate Retry-After as a date instead of seconds
   */
  public record Terms(
      InstantSource businessTime,
      InstantSource clock,
      int pageSize,
      @Nullable Duration tokenLife,
      @Nullable String limit,
      boolean retryAfterAsDate,
      RetryPlan retries) {}

  public Office(Vendor vendor, Map<String, String> secrets, Journal journal, Terms terms) {
    this.vendor = vendor;
    this.terms = terms;
    this.secrets = Map.copyOf(secrets);
    this.records = new Records(vendor.kinds(), terms.businessTime());
    this.journal = journal;
    String calls = terms.limit() == null ? vendor.limit() : terms.limit();
    this.limit = calls.equals("none") ? null : RateLimit.parse(calls, terms.clock());
    this.api = new Api(vendor.name(), this::guard);
    this.address = "http://127.0.0.1/" + vendor.name();
    vendor.open(this);
    this.hooks = vendor.hooks(this).orElse(null);
    this.messenger =
        hooks == null ? null : new Messenger(vendor.name(), hooks, terms.retries(), terms.clock());
    records.listen(this::changed);
  }

  // What a vendor builds with.

  public Records records() {
    return records;
  }

  public String secret(String name) {
    String value = secrets.get(name);
    if (value == null) {
      throw new IllegalArgumentException(
          "secret: " + name + " (expected: one of " + secrets.keySet() + ")");
    }
    return value;
  }

  /** Where its paths are reached from outside, for addresses inside webhooks. */
  public String address() {
    return address;
  }

  public void address(String served) {
    address = served;
  }

  public Instant now() {
    return terms.businessTime().instant();
  }

  /** Answers a call that shows the credential and comes not too fast. */
  public Office on(String method, String pattern, Function<Call, Answer> handler) {
    api.on(method, pattern, call -> attempt(call, handler));
    return this;
  }

  /** Answers anybody. */
  public Office open(String method, String pattern, Function<Call, Answer> handler) {
    api.open(method, pattern, call -> attempt(call, handler));
    return this;
  }

  public void guardedBy(Credential what) {
    credential = what;
  }

  /** A token endpoint's tokens, which live so long unless a test says otherwise. */
  public Tokens tokens(Duration life, boolean rotating) {
    Duration actual = terms.tokenLife() == null ? life : terms.tokenLife();
    Tokens made = new Tokens(secrets, terms.clock(), actual, rotating);
    tokens.add(made);
    return made;
  }

  private Answer attempt(Call call, Function<Call, Answer> handler) {
    try {
      return handler.apply(call);
    } catch (Refusal refusal) {
      if (!call.method().equals("GET")) {
        note(call.method() + " " + call.path(), "refused", refusal.words(), null);
      }
      return refused(refusal);
    }
  }

  private Optional<Answer> guard(Call call) {
    if (!credential.shownBy(call)) {
      return Optional.of(
          refused(new Refusal(Why.UNAUTHENTICATED, "The credentials are not valid.")));
    }
    return Optional.ofNullable(limit)
        .flatMap(RateLimit::refused)
        .map(wait -> refused(new Refusal(wait)));
  }

  private Answer refused(Refusal refusal) {
    Answer answer = vendor.refuse(refusal);
    Duration pause = refusal.pause();
    if (pause == null || answer.success()) {
      return answer;
    }
    return answer.with(
        "Retry-After",
        terms.retryAfterAsDate()
            ? Times.http(terms.clock().instant().plus(pause).plusMillis(999))
            : RateLimit.retryAfter(pause));
  }

  /** Calls left in the present window, where there is one. */
  public int remaining() {
    return limit == null ? Integer.MAX_VALUE : limit.remaining();
  }

  /** The length of a page: what was asked for, or the usual, at most the vendor's longest. */
  public static int size(@Nullable String asked, int usual, int longest) {
    try {
      int size = asked == null ? usual : Integer.parseInt(asked);
      if (size < 1) {
        throw new Refusal(Why.INVALID, "The page size must be at least 1.");
      }
      return Math.min(size, longest);
    } catch (NumberFormatException notANumber) {
      throw new Refusal(Why.INVALID, "The page size must be a number.");
    }
  }

  /** The same where the answer says that more follows, so that a short page is not the last. */
  public int capped(@Nullable String asked, int usual, int longest) {
    return Math.min(size(asked, usual, longest), terms.pageSize());
  }

  public Entry found(String kind, String id) {
    return records
        .get(kind, id)
        .orElseThrow(() -> new Refusal(Why.NOT_FOUND, kind + " " + id + " was not found."));
  }

  public static ObjectNode body(Call call) {
    return call.json()
        .filter(JsonNode::isObject)
        .map(ObjectNode.class::cast)
        .orElseThrow(() -> new Refusal(Why.INVALID, "The body must be a JSON object."));
  }

  /** Does what is asked once for a key; the same request again gets the same answer. */
  public Answer once(@Nullable String key, Call call, Supplier<Answer> write) {
    String operation = call.method() + " " + call.path();
    return keys.once(
        key,
        operation + "\n" + call.body(),
        write,
        answer -> {
          note(operation, "replayed", key, null);
          return answer;
        },
        () -> {
          throw new Refusal(Why.CONFLICT, "The idempotency key was used for another request.");
        });
  }

  public Entry create(Call call, String kind, ObjectNode body, @Nullable String key) {
    return written(call, records.add(kind, body), key);
  }

  public Entry put(Call call, String kind, String id, ObjectNode body) {
    return written(call, records.put(kind, id, body), null);
  }

  /** Lays members over a record the caller names. */
  public Entry change(Call call, String kind, String id, JsonNode patch) {
    found(kind, id);
    return written(call, records.change(kind, id, patch).orElseThrow(), null);
  }

  public Entry delete(Call call, String kind, String id) {
    found(kind, id);
    return written(call, records.delete(kind, id).orElseThrow(), null);
  }

  private Entry written(Call call, Entry entry, @Nullable String key) {
    note(call.method() + " " + call.path(), "applied", key, entry);
    return entry;
  }

  private void note(String operation, String outcome, @Nullable String key, @Nullable Entry entry) {
    journal.add(
        vendor.name(),
        operation,
        outcome,
        key,
        entry == null ? null : entry.kind(),
        entry == null ? null : entry.id(),
        entry == null ? null : entry.body());
  }

  // Whom it tells.

  /** Takes a subscription and proves its address; the words say what was wrong, or are null. */
  public @Nullable String subscribe(Subscription subscription) {
    synchronized (subscriptions) {
      if (!subscriptions.contains(subscription)) {
        subscriptions.add(subscription);
      }
    }
    if (hooks == null || messenger == null) {
      throw new IllegalStateException(vendor.name() + " sends no webhooks");
    }
    try {
      return hooks.shakeHands(subscription, messenger);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return "stopped";
    }
  }

  /** A subscription with the next id; not yet taken. */
  public Subscription subscription(String url, @Nullable String secret, ObjectNode about) {
    synchronized (subscriptions) {
      String id = String.valueOf(1_200_000_000_001L + subscriptions.size());
      String shared = secret == null ? secrets.getOrDefault("webhook_secret", NO_SECRET) : secret;
      return new Subscription(id, url, shared, about);
    }
  }

  public List<Subscription> subscriptions() {
    synchronized (subscriptions) {
      return List.copyOf(subscriptions);
    }
  }

  public void unsubscribe(Subscription subscription) {
    synchronized (subscriptions) {
      subscriptions.remove(subscription);
    }
  }

  private void changed(Change change) {
    synchronized (history) {
      history.add(change);
      if (holding) {
        held.add(change);
        return;
      }
    }
    tell(List.of(change));
  }

  /** Everything that changed since the start, oldest first. */
  public List<Change> history() {
    synchronized (history) {
      return List.copyOf(history);
    }
  }

  /** Sends what the vendor sends for these changes to everybody who is to be told. */
  public void tell(List<Change> all) {
    List<Change> changes = all.stream().filter(it -> records.told(it.entry().kind())).toList();
    if (changes.isEmpty()) {
      return;
    }
    for (Subscription subscription : subscriptions()) {
      if (subscription.live() && hooks != null && messenger != null) {
        hooks.letters(changes, subscription).forEach(l -> messenger.send(l, subscription));
      }
    }
  }

  /** Sends this, signed, whatever it holds. */
  public void tell(Letter letter) {
    for (Subscription subscription : subscriptions()) {
      if (messenger != null) {
        messenger.send(letter, subscription);
      }
    }
  }

  /** Changes are told no more, until they are released. */
  public void hold() {
    synchronized (history) {
      holding = true;
    }
  }

  /** What was held back is told nobody, and the past is forgotten. */
  public void forget() {
    synchronized (history) {
      holding = false;
      held.clear();
      history.clear();
    }
  }

  /** Tells in one go what was held back; vendors that send batches send one. */
  public void release(boolean newestFirst) {
    List<Change> waiting;
    synchronized (history) {
      holding = false;
      waiting = newestFirst ? held.reversed() : held;
      waiting = List.copyOf(waiting);
      held.clear();
    }
    if (!waiting.isEmpty()) {
      tell(waiting);
    }
  }

  // What a test or a story asks.

  public String name() {
    return vendor.name();
  }

  public Api api() {
    return api;
  }

  public Map<String, String> secrets() {
    return secrets;
  }

  public Journal journal() {
    return journal;
  }

  public void expireTokens() {
    tokens.forEach(Tokens::expire);
  }

  public void repeat(int count) {
    if (messenger != null) {
      messenger.repeat(count);
    }
  }

  public boolean idle() {
    return messenger == null || messenger.idle();
  }

  public List<ObjectNode> sent() {
    return messenger == null ? List.of() : messenger.sent();
  }

  /** How the handshakes went, one line a subscription. */
  public JsonNode shownSubscriptions() {
    return Json.list(subscriptions().stream().map(Subscription::shown).toList());
  }

  @Override
  public void close() {
    if (messenger != null) {
      messenger.close();
    }
  }
}
