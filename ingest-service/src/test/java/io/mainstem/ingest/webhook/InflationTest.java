package io.mainstem.ingest.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstem.connections.json.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class InflationTest {

  @Test
  void shouldTakeAPlainBodyAsItIs() {
    assertThat(Inflation.of(new byte[] {1, 2}, null))
        .isEqualTo(new Inflation.Body(Bytes.of(new byte[] {1, 2})));
    assertThat(Inflation.of(new byte[] {1, 2}, "Identity")).isInstanceOf(Inflation.Body.class);
  }

  @Test
  void shouldInflateUpToTheLimitAndNoFurther() throws IOException {
    byte[] atLimit = noise(Limits.MAX_INFLATED_BYTES);
    byte[] pastLimit = noise(Limits.MAX_INFLATED_BYTES + 1);

    assertThat(Inflation.of(gzip(atLimit), "gzip"))
        .isEqualTo(new Inflation.Body(Bytes.of(atLimit)));
    assertThat(Inflation.of(gzip(pastLimit), "gzip"))
        .isEqualTo(new Inflation.Refused(AnswerCode.INFLATES_TOO_FAR));
  }

  @Test
  void shouldInflateToTheRatioAllowedAndNoFurther() throws IOException {
    byte[] sent = gzip(new byte[50_000]);
    int most = sent.length * Limits.MAX_INFLATION_RATIO;
    assertThat(most).isLessThan(50_000); // it shrinks more than it may grow
    int fits = 1;
    while (gzip(new byte[fits + 1]).length * Limits.MAX_INFLATION_RATIO >= fits + 1) {
      fits++;
    }

    assertThat(Inflation.of(gzip(new byte[fits]), "gzip")).isInstanceOf(Inflation.Body.class);
    assertThat(Inflation.of(gzip(new byte[fits + 1]), "gzip"))
        .isEqualTo(new Inflation.Refused(AnswerCode.INFLATES_TOO_FAR));
  }

  @Test
  void shouldRefuseABomb() throws IOException {
    assertThat(Inflation.of(gzip(new byte[1_000_000]), "gzip"))
        .isEqualTo(new Inflation.Refused(AnswerCode.INFLATES_TOO_FAR));
  }

  @Test
  void shouldRefuseWhatIsNoGzipAndWhatItDoesNotKnow() {
    assertThat(Inflation.of(new byte[] {1, 2}, "gzip"))
        .isEqualTo(new Inflation.Refused(AnswerCode.ENCODING_BROKEN));
    assertThat(Inflation.of(new byte[] {1, 2}, "br"))
        .isEqualTo(new Inflation.Refused(AnswerCode.ENCODING_UNKNOWN));
  }

  private static byte[] noise(int length) {
    byte[] bytes = new byte[length];
    new Random(3).nextBytes(bytes);
    return bytes;
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }
}
