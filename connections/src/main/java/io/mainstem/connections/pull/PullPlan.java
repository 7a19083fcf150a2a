package io.mainstem.connections.pull;

import com.fasterxml.jackson.databind.JsonNode;
import io.mainstem.connections.Connection;
import io.mainstem.connections.door.Delivery;
import io.mainstem.connections.http.AccessToken;
import io.mainstem.connections.http.HttpAnswer;
import io.mainstem.connections.http.HttpCall;
import io.mainstem.connections.http.Placed;
import io.mainstem.connections.http.Requests;
import io.mainstem.connections.http.Verdict;
import io.mainstem.connections.http.Verdicts;
import io.mainstem.connections.json.Bytes;
import io.mainstem.connections.json.JsonFault;
import io.mainstem.connections.json.StrictJson;
import io.mainstem.connections.json.UnreadableJsonException;
import io.mainstem.connections.tool.ApiSpec;
import io.mainstem.connections.tool.ChangesSpec;
import io.mainstem.connections.tool.ListSpec;
import io.mainstem.connections.tool.ObjectSpec;
import io.mainstem.connections.tool.PageSpec;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How one list, or one change feed, of one connection is read. A reading is a {@link PullState};
 * {@link #call} says what to ask, {@link #step} what the answer means.
 */
public final class PullPlan {
  /** A reading that goes on longer is a tool that turns in circles. */
  public static final long MAX_PAGES = 200_000;

  public static final int MAX_ROWS_PER_PAGE = 10_000;

  /** What asks for the next page may be this long. */
  public static final int MAX_PAGE_CHARS = 8 * 1024;

  private static final int UNAUTHORIZED = 401;

  private static final Set<JsonFault> TOO_MUCH_JSON =
      Set.of(JsonFault.TOO_LARGE, JsonFault.TOO_MANY_TOKENS);

  private final String name;
  private final ListSpec.Every every;
  private final Listing listing;
  private final Requests requests;
  private final ApiSpec api;
  private final Rows rows;
  private final Set<String> objects;
  private final boolean feed;
  private final @Nullable PullPlan parent;
  private final String parentName;

  private PullPlan(
      String name,
      ListSpec.Every every,
      Listing listing,
      Requests requests,
      ApiSpec api,
      Rows rows,
      Set<String> objects,
      boolean feed,
      @Nullable PullPlan parent,
      String parentName) {
    this.name = name;
    this.every = every;
    this.listing = listing;
    this.requests = requests;
    this.api = api;
    this.rows = rows;
    this.objects = objects;
    this.feed = feed;
    this.parent = parent;
    this.parentName = parentName;
  }

  /** Every list and feed of a connection; empty where its tool has none. */
  public static List<PullPlan> of(Connection connection, Supplier<AccessToken> tokens) {
    ApiSpec api = connection.tool().api();
    if (api == null) {
      return List.of();
    }
    Requests requests = Requests.of(connection, tokens);
    List<PullPlan> plans = new ArrayList<>();
    for (ObjectSpec object : connection.tool().specs().values()) {
      if (object.list() != null) {
        plans.add(list(connection, object, object.list(), requests, api));
      }
      if (object.changes() != null) {
        plans.add(feed(object.name() + ".changes", object.changes(), requests, api));
      }
    }
    api.changes().forEach(feed -> plans.add(feed(feed.name(), feed, requests, api)));
    return List.copyOf(plans);
  }

  private static PullPlan list(
      Connection connection, ObjectSpec object, ListSpec list, Requests requests, ApiSpec api) {
    ObjectSpec other = list.each() == null ? null : connection.tool().specs().get(list.each());
    return new PullPlan(
        object.name(),
        list.every(),
        Listing.of(list),
        requests,
        api,
        list.ids() ? new Rows.Ids(object) : new Rows.Whole(object),
        Set.of(object.name()),
        false,
        other == null || other.list() == null
            ? null
            : list(connection, other, other.list(), requests, api),
        other == null ? "" : other.name());
  }

  private static PullPlan feed(String name, ChangesSpec feed, Requests requests, ApiSpec api) {
    return new PullPlan(
        name,
        new ListSpec.Every(feed.every(), null),
        Listing.of(feed),
        requests,
        api,
        new Rows.Changed(feed),
        feed.only() == null ? Set.copyOf(feed.objects().values()) : Set.of(feed.only()),
        true,
        null,
        "");
  }

  /** The object of a list; a name of its own of a feed. */
  public String name() {
    return name;
  }

  public ListSpec.Every every() {
    return every;
  }

  /** Objects whose records it brings or names. */
  public Set<String> objects() {
    return objects;
  }

  /** It only tells what changed; a full reading of it is not possible. */
  public boolean isFeed() {
    return feed;
  }

  /** What changed since {@code mark} can no longer be told. */
  public boolean isTooOld(PullMark mark, Instant now) {
    ListSpec.Since since = listing.since();
    return since != null
        && since.window() != null
        && since.until() == null
        && mark.verifiedThrough() != null
        && mark.verifiedThrough().isBefore(now.minus(since.window()));
  }

  /** The beginning of a reading. */
  public PullState start(boolean full, PullMark mark, Instant now) {
    boolean all = !feed && (full || mark.verifiedThrough() == null || every.incremental() == null);
    ListSpec.Since spec = listing.since();
    Instant since = null;
    if (spec != null && !all) {
      Instant from = mark.verifiedThrough() == null ? now : mark.verifiedThrough();
      since = from.minus(spec.overlap());
      if (spec.window() != null && spec.until() == null) {
        Instant earliest = now.minus(spec.window());
        since = since.isBefore(earliest) ? earliest : since;
      }
    } else if (spec != null && spec.start() != null) {
      since = now.minus(spec.start());
    }
    boolean kept = keepsPlace() && !all;
    PullState.Parents parents =
        parent == null
            ? null
            : new PullState.Parents(parent.start(true, PullMark.NONE, now), List.of());
    Instant from = sliceFrom(since);
    return new PullState(
        all,
        now,
        since,
        from,
        sliceTo(from, now),
        false,
        kept ? mark.token() : null,
        0,
        0,
        0,
        null,
        parents);
  }

  private @Nullable Instant sliceFrom(@Nullable Instant since) {
    ListSpec.Since spec = listing.since();
    return spec != null && spec.until() != null ? (since == null ? Instant.EPOCH : since) : since;
  }

  private @Nullable Instant sliceTo(@Nullable Instant from, Instant now) {
    ListSpec.Since spec = listing.since();
    if (spec == null || spec.until() == null || from == null) {
      return null;
    }
    Instant end = spec.window() == null ? now : from.plus(spec.window());
    return end.isAfter(now) ? now : end;
  }

  /**
   * The next call of that reading.
   *
   * @throws IllegalStateException if the page's address leads elsewhere: {@link #step} never keeps
   *     such a state
   */
  public HttpCall call(PullState state) {
    if (asksParent(state)) {
      return parentPlan().call(listingOf(state));
    }
    Map<String, String> values = valuesOf(state);
    if (state.page() != null && Pages.byAddress(listing.page())) {
      URI next =
          Addresses.follow(requests.base(), state.page())
              .orElseThrow(() -> new IllegalStateException("page: leads to another host"));
      return requests.to(next, listing.call(state.deletedPass()), values::get);
    }
    List<Placed> placed = new ArrayList<>(Pages.placed(listing.page(), state.page()));
    boolean goesOnByToken = keepsPlace() && state.page() != null;
    if (listing.since() != null && !goesOnByToken) {
      placed.addAll(
          Times.placed(
              listing.since(),
              listing.page() instanceof PageSpec.Token,
              state.sliceFrom(),
              state.sliceTo()));
    }
    return requests.call(listing.call(state.deletedPass()), values::get, placed);
  }

  /**
   * What the answer to {@link #call} means.
   *
   * @param askedAt when the call was sent: the version of records that carry none of their own
   */
  public PullStep step(PullState state, HttpAnswer answer, Instant askedAt) {
    if (asksParent(state)) {
      return ofParent(state, answer, askedAt);
    }
    if (listing.page() instanceof PageSpec.Token token
        && token.expired().contains(answer.status())) {
      String fresh = textIn(answer.body(), token).orElse(null);
      return new PullStep.TooOld(new PullMark(state.startedAt(), null, fresh));
    }
    if (listing.empty().contains(answer.status())) {
      return end(state.counted(0, null), List.of());
    }
    return switch (Verdicts.of(answer, api)) {
      case Verdict.Success() -> page(state, answer, askedAt);
      case Verdict.Retry(String code, var after) -> new PullStep.Again(code, after);
      case Verdict.Gone(int status) ->
          new PullStep.Refused("HTTP_" + status, "The tool knows no such list.");
      case Verdict.Refused(String code, String cause) ->
          answer.status() == UNAUTHORIZED
              ? new PullStep.Unauthorized(UNAUTHORIZED)
              : new PullStep.Refused(code, cause);
    };
  }

  private PullStep page(PullState state, HttpAnswer answer, Instant askedAt) {
    JsonNode body;
    List<Bytes> records;
    List<JsonNode> nodes = new ArrayList<>();
    try {
      body = StrictJson.parse(answer.body());
      records = StrictJson.slice(answer.body(), listing.records());
      for (Bytes record : records) {
        nodes.add(StrictJson.parse(record));
      }
    } catch (UnreadableJsonException e) {
      return TOO_MUCH_JSON.contains(e.fault())
          ? new PullStep.Refused(
              "PAGE_" + e.fault(), "A page holds too much: ask for fewer records a page.")
          : new PullStep.Again("UNREADABLE_ANSWER", null);
    }
    if (records.size() > MAX_ROWS_PER_PAGE || state.pages() >= MAX_PAGES) {
      return new PullStep.Refused(
          "TOO_MUCH",
          "A reading may have %d pages of %d rows.".formatted(MAX_PAGES, MAX_ROWS_PER_PAGE));
    }
    Rows.Read read = rows.read(records, nodes, state.deletedPass(), askedAt);
    PullState now = state.counted(records.size(), read.newest());
    if (state.pages() == 0) {
      now = now.startedAt(Times.earlier(state.startedAt(), answer));
    }
    Optional<String> next = Pages.next(listing.page(), state.page(), nodes, body, answer);
    if (next.isPresent() && next.get().length() > MAX_PAGE_CHARS) {
      return new PullStep.Refused("PAGE_TOO_LONG", "What asks for the next page is too long.");
    }
    if (next.isPresent() && next.get().equals(state.page())) {
      return new PullStep.Refused("PAGE_AGAIN", "The tool answers with the page it was asked for.");
    }
    if (next.isPresent()
        && Pages.byAddress(listing.page())
        && Addresses.follow(requests.base(), next.get()).isEmpty()) {
      return new PullStep.Refused(
          "FOREIGN_ADDRESS", "The next page's address is on another host, and is not followed.");
    }
    if (keepsPlace()) {
      // Kept for the next reading too, even where this one is over.
      String kept = place(body, nodes).orElse(state.page());
      return next.isPresent()
          ? new PullStep.Page(read.deliveries(), now.page(kept))
          : end(now.page(kept), read.deliveries());
    }
    if (next.isEmpty()) {
      return end(now, read.deliveries());
    }
    return listing.cap() > 0 && now.rowsOfList() >= listing.cap()
        ? onFromNewest(now, read.deliveries())
        : new PullStep.Page(read.deliveries(), now.page(next.get()));
  }

  /** What asks for the next page also asks, next time, for what came later. */
  private boolean keepsPlace() {
    return listing.page() instanceof PageSpec.Token
        || (feed && listing.since() == null && listing.page().isKept());
  }

  private Optional<String> place(JsonNode body, List<JsonNode> rows) {
    return switch (listing.page()) {
      case PageSpec.Token token -> token.next().text(body);
      case PageSpec.LastId last ->
          rows.isEmpty() ? Optional.empty() : last.id().text(rows.getLast());
      case PageSpec.None _,
          PageSpec.Numbered _,
          PageSpec.Offset _,
          PageSpec.Cursor _,
          PageSpec.Url _,
          PageSpec.Link _ ->
          Optional.empty();
    };
  }

  /** The tool gives no more of this list: read on from the newest time seen. */
  private PullStep onFromNewest(PullState state, List<Delivery> deliveries) {
    Instant from = state.newest();
    if (from == null || (state.sliceFrom() != null && !from.isAfter(state.sliceFrom()))) {
      return new PullStep.Refused(
          "NO_PROGRESS", "The tool lists more records of one moment than it gives pages of.");
    }
    return new PullStep.Page(deliveries, state.part(from, state.sliceTo(), state.deletedPass()));
  }

  /**
   * The end of one list: then its next part, deleted records, the next parent; then all is read.
   */
  private PullStep end(PullState state, List<Delivery> deliveries) {
    if (state.sliceTo() != null && state.sliceTo().isBefore(state.startedAt())) {
      Instant from = state.sliceTo();
      return new PullStep.Page(
          deliveries, state.part(from, sliceTo(from, state.startedAt()), state.deletedPass()));
    }
    Instant first = sliceFrom(state.since());
    if (!state.deletedPass() && !listing.deleted().isEmpty()) {
      return new PullStep.Page(
          deliveries, state.part(first, sliceTo(first, state.startedAt()), true));
    }
    PullState.Parents parents = state.parents();
    if (parents != null && (parents.waiting().size() > 1 || parents.listing() != null)) {
      List<Map<String, String>> left =
          parents.waiting().isEmpty()
              ? List.of()
              : parents.waiting().subList(1, parents.waiting().size());
      return new PullStep.Page(
          deliveries,
          state
              .part(first, sliceTo(first, state.startedAt()), false)
              .parents(new PullState.Parents(parents.listing(), left)));
    }
    String token = keepsPlace() ? state.page() : null;
    return new PullStep.Last(
        deliveries,
        state,
        new PullMark(state.startedAt(), state.full() ? state.startedAt() : null, token));
  }

  private PullStep ofParent(PullState state, HttpAnswer answer, Instant askedAt) {
    PullStep step = parentPlan().step(listingOf(state), answer, askedAt);
    return switch (step) {
      case PullStep.Page(var _, PullState next) -> withParents(state, answer, next);
      case PullStep.Last(var _, var _, var _) -> withParents(state, answer, null);
      case PullStep.TooOld _, PullStep.Again _, PullStep.Unauthorized _, PullStep.Refused _ -> step;
    };
  }

  private PullStep withParents(PullState state, HttpAnswer answer, @Nullable PullState listing) {
    List<Map<String, String>> waiting;
    try {
      waiting =
          ParentValues.of(
              parentName,
              this.listing.call(),
              parentPlan().rows,
              StrictJson.slice(answer.body(), parentPlan().listing.records()));
    } catch (UnreadableJsonException e) {
      return new PullStep.Again("UNREADABLE_ANSWER", null);
    }
    PullState next = state.parents(new PullState.Parents(listing, waiting));
    return waiting.isEmpty() && listing == null
        ? new PullStep.Last(
            List.of(),
            next,
            new PullMark(state.startedAt(), state.full() ? state.startedAt() : null, null))
        : new PullStep.Page(List.of(), next);
  }

  private static boolean asksParent(PullState state) {
    return state.parents() != null && state.parents().waiting().isEmpty();
  }

  private PullPlan parentPlan() {
    return Objects.requireNonNull(parent);
  }

  private static PullState listingOf(PullState state) {
    return Objects.requireNonNull(Objects.requireNonNull(state.parents()).listing());
  }

  private static Map<String, String> valuesOf(PullState state) {
    return state.parents() == null ? Map.of() : state.parents().waiting().getFirst();
  }

  private static Optional<String> textIn(Bytes body, PageSpec.Token token) {
    try {
      return token.next().text(StrictJson.parse(body));
    } catch (UnreadableJsonException e) {
      return Optional.empty();
    }
  }
}
