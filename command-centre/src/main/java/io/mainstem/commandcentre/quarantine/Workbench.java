package io.mainstem.commandcentre.quarantine;

import com.fasterxml.jackson.databind.JsonNode;
import io.mainstem.commandcentre.quarantine.SourceTopics.Stored;
import io.mainstem.commandcentre.store.ReportingStore;
import io.mainstem.connections.json.Bytes;
import io.mainstem.connections.map.Mapper;
import io.mainstem.schemas.AliasId;
import io.mainstem.schemas.NameUuid;
import io.mainstem.schemas.TopicCatalogue;
import io.mainstem.schemas.event.AuditEntry;
import io.mainstem.schemas.event.SourceEvent;
import io.mainstem.schemas.event.Via;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Shows what is in quarantine, and mends it. Thread safe. */
public final class Workbench {
  /** Items one request mends; what is more comes with the next. */
  public static final int MAX_ITEMS = 500;

  static final int MAX_CAUSES = 200;

  /** As large as a delivery may be. */
  static final int MAX_PAYLOAD_BYTES = 900 * 1024;

  private final Items items;
  private final Corrections corrections;
  private final LiveMappings mappings;
  private final SourceTopics topics;
  private final InstantSource clock;

  public Workbench(
      ReportingStore store, LiveMappings mappings, SourceTopics topics, InstantSource clock) {
    this.items = new Items(store);
    this.corrections = new Corrections(store);
    this.mappings = mappings;
    this.topics = topics;
    this.clock = clock;
  }

  /** What waits, by cause, the largest first. */
  public List<Cause> causes() {
    return items.causes(MAX_CAUSES);
  }

  public Optional<ItemView> item(String id) {
    return items.find(id).map(ItemView::of);
  }

  /** What later failures get without anybody's doing. */
  public List<CorrectionView> corrections() {
    return corrections.inForce().stream().map(CorrectionView::of).toList();
  }

  /** Later failures of its cause wait again. */
  public CorrectionView revoke(JsonNode body) throws RefusedException {
    String id = MendRequest.said(body, "id", 100, "id of a correction", false);
    String by = MendRequest.said(body, "by", MendRequest.MAX_BY_CHARS, "who", false);
    String reason = MendRequest.said(body, "reason", MendRequest.MAX_REASON_CHARS, "why", false);
    Correction found =
        corrections
            .find(id)
            .orElseThrow(
                () ->
                    new RefusedException(
                        RefusedException.Reason.UNKNOWN,
                        "id: " + id + " (expected: one in force)"));
    Instant now = clock.instant();
    topics.send(
        List.of(), List.of(audit(found.id(), by, "revoke-correction", reason, now, Map.of())));
    corrections.revoke(id, by, now);
    return CorrectionView.of(found);
  }

  /**
   * Mends one item, or all of a cause, or tries it.
   *
   * @throws RefusedException if nothing was sent, or it is not known whether it was
   */
  public MendReport mend(JsonNode body) throws RefusedException {
    MendRequest request = MendRequest.read(body);
    if (request.item().isEmpty()) {
      return mendAll(request);
    }
    Item item = inOrder(request);
    Attempt attempt = attempt(request, List.of(item)).getFirst();
    return switch (attempt) {
      case Attempt.Bad bad ->
          throw new RefusedException(RefusedException.Reason.UNFIT, bad.reason());
      case Attempt.Good good when request.dryRun() ->
          report(request, List.of(good), List.of(), null, null);
      case Attempt.Good good -> {
        if (send(request, List.of(good), null).isEmpty()) {
          throw taken(items.find(item.id()).orElse(item));
        }
        yield report(request, List.of(good), List.of(), null, null);
      }
    };
  }

  private Item inOrder(MendRequest request) throws RefusedException {
    Item item =
        items
            .find(request.item())
            .orElseThrow(
                () ->
                    new RefusedException(
                        RefusedException.Reason.UNKNOWN,
                        "item: %s (expected: as quarantine list shows it)"
                            .formatted(request.item())));
    boolean seen =
        request.version().isEmpty() ? !item.isInHand() : request.version().equals(item.version());
    if (!item.isOpen() || !(seen || request.dryRun())) {
      throw taken(item);
    }
    return item;
  }

  /** Says who was faster, when, and why; or what closed it. */
  private static RefusedException taken(Item item) {
    Item.Hand hand = item.last();
    Item.Closed closed = item.closed();
    String who =
        hand == null
            ? ""
            : " %s took it in hand at %s: \"%s\".".formatted(hand.by(), hand.at(), hand.reason());
    String end = closed == null ? "" : closedWords(closed.how()).formatted(closed.at());
    Map<String, Object> also = new HashMap<>();
    also.put("version", item.version());
    if (hand != null) {
      also.put("by", hand.by());
      also.put("at", hand.at());
    }
    return new RefusedException(
        RefusedException.Reason.TAKEN,
        "Nothing was sent: this item is not as you saw it.%s%s Look at it again (quarantine show); to mend it all the same, name the version it shows (--seen)."
            .formatted(who, end),
        also);
  }

  private static String closedWords(String how) {
    return switch (how) {
      case "NEWER" -> " A newer version of the record came through at %s, so it is closed.";
      case "MENDED" -> " What was made of it went through at %s, so it is closed.";
      default -> " It went through at %s, so it is closed.";
    };
  }

  private MendReport mendAll(MendRequest request) throws RefusedException {
    List<Item> found =
        items.open(
            request.cause(),
            request.connection(),
            request.object(),
            request.after(),
            MAX_ITEMS + 1);
    if (found.isEmpty() && request.after().isEmpty() && !request.cause().isEmpty()) {
      throw new RefusedException(
          RefusedException.Reason.UNKNOWN,
          "cause: %s (expected: one that something waits for; quarantine list shows them)"
              .formatted(request.cause()));
    }
    List<Item> part = found.subList(0, Math.min(MAX_ITEMS, found.size()));
    String next = found.size() > MAX_ITEMS ? part.getLast().id() : null;
    List<Attempt> attempts = attempt(request, part);
    List<Attempt.Good> good = only(attempts, Attempt.Good.class);
    List<Attempt.Bad> bad = new ArrayList<>(only(attempts, Attempt.Bad.class));
    if (request.dryRun()) {
      return report(request, good, bad, null, next);
    }
    if (good.isEmpty() && !request.changes().isEmpty() && request.after().isEmpty()) {
      throw new RefusedException(
          RefusedException.Reason.UNFIT,
          bad.isEmpty() ? "Nothing waits." : bad.getFirst().reason());
    }
    Correction kept = request.keep() ? keep(request, part.getFirst()) : null;
    List<Attempt.Good> sent = send(request, good, kept == null ? null : kept.id());
    good.stream()
        .filter(each -> !sent.contains(each))
        .forEach(each -> bad.add(new Attempt.Bad(each.item(), "Somebody else has it in hand.")));
    return report(request, sent, bad, kept == null ? null : kept.id(), next);
  }

  private Correction keep(MendRequest request, Item item) throws RefusedException {
    Correction correction =
        new Correction(
            NameUuid.of(AliasId.NAMESPACE, "correction|" + request.cause() + "|" + clock.instant())
                .toString(),
            item.causeId(),
            item.connection(),
            item.object(),
            item.cause(),
            request.changes(),
            request.by(),
            request.reason(),
            clock.instant());
    topics.send(
        List.of(),
        List.of(
            audit(
                correction.id(),
                request.by(),
                "keep-correction",
                request.reason(),
                correction.at(),
                Map.of("cause", item.causeId(), "changed", places(request.changes())))));
    corrections.put(correction);
    return correction;
  }

  /**
   * Does to those that failed since what a person wanted done to all of that cause.
   *
   * @param tried versions of items that it does not fit, by item id; those are left alone
   */
  void apply(Correction correction, Map<String, String> tried) throws RefusedException {
    MendRequest request =
        new MendRequest(
            "",
            correction.causeId(),
            "",
            "",
            correction.changes(),
            null,
            "",
            correction.by(),
            correction.reason(),
            false,
            false,
            "");
    String after = "";
    List<Item> page;
    do {
      page = items.open(correction.causeId(), "", "", after, MAX_ITEMS);
      List<Item> fresh =
          page.stream().filter(item -> !item.version().equals(tried.get(item.id()))).toList();
      List<Attempt> attempts = attempt(request, fresh);
      only(attempts, Attempt.Bad.class)
          .forEach(bad -> tried.put(bad.item().id(), bad.item().version()));
      send(request, only(attempts, Attempt.Good.class), correction.id());
      after = page.isEmpty() ? after : page.getLast().id();
    } while (page.size() == MAX_ITEMS);
  }

  List<Correction> standing() {
    return corrections.inForce();
  }

  private List<Attempt> attempt(MendRequest request, List<Item> wanted) throws RefusedException {
    Map<String, Stored> stored = topics.read(wanted);
    List<Attempt> attempts = new ArrayList<>();
    for (Item item : wanted) {
      attempts.add(attempt(request, item, stored.get(item.id())));
    }
    return attempts;
  }

  private Attempt attempt(MendRequest request, Item item, @Nullable Stored stored)
      throws RefusedException {
    if (!TopicCatalogue.isSource(item.topic())) {
      return new Attempt.Bad(
          item,
          "It failed after mapping: " + NextStep.of(item.code(), item.causeId(), item.field()));
    }
    if (stored == null) {
      return new Attempt.Bad(item, "Its event is no longer kept, or cannot be read.");
    }
    if (request.item().isEmpty() && item.isInHand()) {
      return new Attempt.Bad(item, "Somebody has it in hand; what was sent is on its way.");
    }
    SourceEvent event = stored.event();
    if (event.getObject().equals(Mapper.DELIVERY)) {
      return new Attempt.Bad(item, NextStep.of("NO_PLACE", item.causeId(), null));
    }
    Bytes original = Bytes.of(event.getPayload());
    Bytes payload;
    try {
      payload = payload(request, original);
    } catch (RefusedException doesNotApply) {
      return new Attempt.Bad(item, doesNotApply.words());
    }
    if (!request.isReplay() && payload.equals(original)) {
      return new Attempt.Bad(item, "That changes nothing in its payload.");
    }
    return switch (mappings.fit(event.getConnection(), event.getObject(), original, payload)) {
      case Fit.Unfit unfit ->
          new Attempt.Bad(item, "It does not fit (" + unfit.code() + "): " + unfit.cause());
      case Fit.LeftOut leftOut ->
          good(item, stored, original, payload, List.of(new Fit.Field("-", "-", leftOut.reason())));
      case Fit.Fits fits -> good(item, stored, original, payload, fits.fields());
    };
  }

  private Attempt.Good good(
      Item item, Stored stored, Bytes original, Bytes payload, List<Fit.Field> becomes) {
    return new Attempt.Good(
        item,
        stored.with(again(stored.event(), original, payload)),
        original.equals(payload) ? List.of() : diff(original, payload),
        becomes);
  }

  private static List<Diff.Place> diff(Bytes original, Bytes payload) {
    return Diff.of(Json.tree(original).orElse(null), Json.tree(payload).orElse(null));
  }

  private static Bytes payload(MendRequest request, Bytes original) throws RefusedException {
    if (request.payload() != null) {
      Bytes whole = Bytes.utf8(request.payload());
      if (whole.size() > MAX_PAYLOAD_BYTES) {
        throw RefusedException.form(
            "payload: %d bytes (expected: at most %d)".formatted(whole.size(), MAX_PAYLOAD_BYTES));
      }
      return whole;
    }
    if (request.changes().isEmpty()) {
      return original;
    }
    JsonNode before =
        Json.tree(original)
            .orElseThrow(
                () ->
                    new RefusedException(
                        RefusedException.Reason.UNFIT,
                        "The payload is not JSON: write it anew with --file."));
    JsonNode after = Change.all(request.changes(), before);
    return after.equals(before) ? original : Json.bytes(after);
  }

  /**
   * The same bytes are the same event, computed again. Other bytes are another event: what the tool
   * sent failed and stays on record as failed. Both keep the version, so neither outdoes a newer
   * one.
   */
  private SourceEvent again(SourceEvent event, Bytes original, Bytes payload) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    Instant before = event.getSentAgainAt();
    SourceEvent.Builder copy =
        SourceEvent.newBuilder(event)
            .setVia(Via.REPLAY)
            .setSentAgainAt(before != null && !before.isBefore(now) ? before.plusMillis(1) : now);
    if (!original.equals(payload)) {
      String root = event.getMends() == null ? event.getEventId() : event.getMends();
      copy.setEventId(
              NameUuid.of(AliasId.NAMESPACE, "mend|" + root + "|" + payload.text()).toString())
          .setMends(root)
          .setContentType("application/json")
          .setPayload(payload.buffer());
    }
    return copy.build();
  }

  /** Those that nobody else had taken in hand. */
  private List<Attempt.Good> send(
      MendRequest request, List<Attempt.Good> wanted, @Nullable String correctionId)
      throws RefusedException {
    Instant now = clock.instant();
    List<Attempt.Good> taken = new ArrayList<>();
    for (Attempt.Good each : wanted) {
      Item.Hand hand =
          new Item.Hand(request.by(), request.reason(), now, each.mended().event().getEventId());
      if (items.take(
          each.item(), hand, Json.text(Json.MAPPER.valueToTree(each.diff())), correctionId)) {
        taken.add(each);
      }
    }
    if (taken.isEmpty()) {
      return taken;
    }
    try {
      topics.send(
          taken.stream().map(Attempt.Good::mended).toList(),
          taken.stream().map(each -> audit(request, each, now, correctionId)).toList());
    } catch (RefusedException notSent) {
      taken.forEach(each -> items.release(each.item()));
      throw notSent;
    }
    return taken;
  }

  /** Names places and never values: the values are where the payloads are. */
  private static AuditEntry audit(
      MendRequest request, Attempt.Good each, Instant at, @Nullable String correctionId) {
    SourceEvent event = each.mended().event();
    Map<String, String> refs = new LinkedHashMap<>();
    refs.put("connection", event.getConnection());
    refs.put("object", event.getObject());
    refs.put("sourceId", event.getSourceId());
    refs.put("event", event.getEventId());
    if (event.getMends() != null) {
      refs.put("mends", event.getMends());
      refs.put(
          "changed", each.diff().stream().map(Diff.Place::at).collect(Collectors.joining(" ")));
    }
    if (correctionId != null) {
      refs.put("correction", correctionId);
    }
    return audit(
        each.item().id(),
        request.by(),
        each.diff().isEmpty() ? "replay" : "mend",
        request.reason(),
        at,
        refs);
  }

  private static AuditEntry audit(
      String subject, String by, String verb, String reason, Instant at, Map<String, String> refs) {
    return AuditEntry.newBuilder()
        .setSubject(subject)
        .setActor(by)
        .setVerb(verb)
        .setDetail(reason)
        .setAt(at)
        .setRefs(refs)
        .build();
  }

  private static String places(List<Change> changes) {
    return changes.stream().map(change -> change.at().toString()).collect(Collectors.joining(" "));
  }

  private static <T extends Attempt> List<T> only(List<Attempt> attempts, Class<T> kind) {
    return attempts.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  private static MendReport report(
      MendRequest request,
      List<Attempt.Good> sent,
      List<Attempt.Bad> bad,
      @Nullable String correction,
      @Nullable String next) {
    Map<String, List<Attempt.Bad>> reasons =
        bad.stream()
            .collect(
                Collectors.groupingBy(
                    Attempt.Bad::reason, LinkedHashMap::new, Collectors.toList()));
    return new MendReport(
        request.dryRun(),
        sent.size(),
        sent.isEmpty() ? null : sent.getFirst().item().id(),
        sent.isEmpty() ? List.of() : sent.getFirst().diff(),
        sent.isEmpty() ? List.of() : sent.getFirst().becomes(),
        reasons.entrySet().stream()
            .map(
                reason ->
                    new MendReport.Left(
                        reason.getKey(),
                        reason.getValue().size(),
                        reason.getValue().getFirst().item().id()))
            .toList(),
        correction,
        next);
  }
}
