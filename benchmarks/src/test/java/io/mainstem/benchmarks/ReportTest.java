package io.mainstem.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReportTest {
  @Test
  void shouldEndWithOneJsonObject() {
    Report report = new Report("ingest", List.of("round", "requests/s"));
    report.row(1, 1234.5);
    report.note("Medians of 1 round.");
    report.figure("requests_per_s", 1234.5);
    report.figure("ratio_to_http_ceiling", 0.4567);

    ByteArrayOutputStream out = new ByteArrayOutputStream();
    report.print(new PrintStream(out, true, StandardCharsets.UTF_8));

    List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
    assertThat(lines).contains("  round  requests/s", "  Medians of 1 round.");
    assertThat(lines.getLast())
        .isEqualTo("{\"bench\":\"ingest\",\"requests_per_s\":1235,\"ratio_to_http_ceiling\":0.46}");
  }

  @Test
  void shouldTakePercentilesFromWhatWasSeen() {
    double[] values = IntStream.rangeClosed(1, 200).mapToDouble(i -> i).toArray();

    assertThat(Samples.percentile(values, 50)).isEqualTo(100);
    assertThat(Samples.percentile(values, 99)).isEqualTo(198);
    assertThat(Samples.median(3, 1, 2)).isEqualTo(2);
  }

  @Test
  void shouldSignWhatSquareWouldSign() {
    byte[] request = new SquareWebhooks("http://127.0.0.1:8081", "key").request(7);

    String text = new String(request, StandardCharsets.UTF_8);
    int split = text.indexOf("\r\n\r\n") + 4;
    assertThat(text).startsWith("POST /webhooks/pos HTTP/1.1\r\n");
    assertThat(text)
        .contains(
            "Content-Length: " + text.substring(split).getBytes(StandardCharsets.UTF_8).length);
    assertThat(text).contains(SquareWebhooks.paymentId(7));
  }
}
