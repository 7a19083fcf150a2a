package io.mainstem.canonicalizer.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstem.canonicalizer.fragment.Cause;
import io.mainstem.canonicalizer.fragment.Digest;
import io.mainstem.canonicalizer.fragment.Member;
import io.mainstem.canonicalizer.fragment.SourceFragment;
import io.mainstem.canonicalizer.fragment.Stamp;
import io.mainstem.canonicalizer.fragment.Standing;
import io.mainstem.canonicalizer.fragment.Token;
import io.mainstem.canonicalizer.map.MapState;
import io.mainstem.canonicalizer.merge.MergeStep;
import io.mainstem.canonicalizer.merge.Relinked;
import io.mainstem.canonicalizer.merge.Unfinished;
import io.mainstem.canonicalizer.resolve.SourceRecord;
import io.mainstem.connections.identity.Profile;
import io.mainstem.connections.json.Bytes;
import io.mainstem.schemas.SourceKey;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class CodecsTest {
  private static final Instant AT = Instant.parse("2026-03-02T09:00:00.000123Z");
  private static final Stamp STAMP = new Stamp(7, false, new Digest(1, -2));
  private static final SourceFragment FRAGMENT =
      new SourceFragment(
          "person",
          new SourceKey("crm", "contact", "a|b"),
          "cus_1",
          STAMP,
          null,
          AT,
          List.of(new Token("email", new Digest(3, 4))),
          new Profile(List.of(List.of("ada"), List.of()), List.of("b1", "b2")),
          Bytes.of(new byte[] {9, 8}));
  private static final Cause CAUSE =
      new Cause("e", new SourceKey("crm", "contact", "1"), "d", AT, AT, true);

  @Test
  void shouldReadBackWhatItWrote() {
    assertRoundTrip(Codecs.FRAGMENT_SENT, new FragmentSent(FRAGMENT, CAUSE, Digest.of("r")));
    assertRoundTrip(Codecs.WAITING, new FragmentSent(FRAGMENT, CAUSE, Digest.of("r")));
    assertRoundTrip(
        Codecs.REGIME,
        new Regime("{}", Digest.of("r"), Digest.of("a"), Regime.Phase.PLACING, "person|a"));
    assertRoundTrip(Codecs.MERGE_INPUT, new MergeStep.Fact(FRAGMENT, CAUSE));
    assertRoundTrip(
        Codecs.MERGE_INPUT,
        new MergeStep.Master("person", "cus_1", List.of(new Member(FRAGMENT, true)), CAUSE));
    assertRoundTrip(Codecs.MERGE_INPUT, new MergeStep.Absorb("person", "cus_1", "cus_2", CAUSE));
    assertRoundTrip(Codecs.MERGE_INPUT, new Relinked("cus_1", "cus_2", CAUSE));
    assertRoundTrip(Codecs.UNFINISHED, new Unfinished("cus_1", "ord_7", CAUSE));
    assertRoundTrip(
        Codecs.SOURCE_RECORD,
        new SourceRecord(FRAGMENT, new Standing(STAMP, STAMP), AT, "cus_1", true));
    assertRoundTrip(
        Codecs.MAP_STATE,
        new MapState(STAMP, Digest.of("e"), AT, List.of(new MapState.Seen(Digest.ZERO, true))));
    Stamp again = new Stamp(7, 8, true, new Digest(1, -2));
    assertRoundTrip(Codecs.MAP_STATE, new MapState(again, null, AT, List.of()));
    assertRoundTrip(
        Codecs.SOURCE_RECORD,
        new SourceRecord(
            FRAGMENT,
            new Standing(again, STAMP),
            AT,
            "cus_1",
            true,
            new SourceRecord.VendorMerge(again, "person|crm|contact|2")));
  }

  /** What the first release kept must stay readable: change the layout number, not this text. */
  @Test
  void shouldReadTheStateOfTheFirstRelease() {
    MapState kept = new MapState(STAMP, null, AT, List.of(new MapState.Seen(Digest.ZERO, true)));
    String written = HexFormat.of().formatHex(Codecs.MAP_STATE.toBytes(kept));

    assertThat(written).isEqualTo("01010e000203a0c6aa9a0df0810f02000001");
    assertThat(Codecs.MAP_STATE.fromBytes(HexFormat.of().parseHex(written))).isEqualTo(kept);
  }

  @Test
  void shouldRefuseTheStateOfANewerRelease() {
    assertThatThrownBy(() -> Codecs.MAP_STATE.fromBytes(new byte[] {Codec.LAYOUT + 1, 0}))
        .hasMessageContaining("newer release");
  }

  private static <T> void assertRoundTrip(Codec<T> codec, T value) {
    assertThat(codec.fromBytes(codec.toBytes(value))).isEqualTo(value);
  }
}
