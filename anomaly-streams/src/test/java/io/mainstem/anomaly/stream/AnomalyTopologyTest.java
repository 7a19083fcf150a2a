package io.mainstem.anomaly.stream;

import static io.mainstem.anomaly.stream.Samples.MONDAY;
import static io.mainstem.anomaly.stream.Samples.budget;
import static io.mainstem.anomaly.stream.Samples.payment;
import static io.mainstem.anomaly.stream.Samples.shift;
import static io.mainstem.anomaly.stream.Samples.siteAlias;
import static org.assertj.core.api.Assertions.assertThat;

import io.mainstem.runtime.avro.AvroSerdes;
import io.mainstem.runtime.avro.InMemorySchemaIds;
import io.mainstem.runtime.streams.StreamsOptions;
import io.mainstem.schemas.TopicCatalogue;
import io.mainstem.schemas.canonical.Payment;
import io.mainstem.schemas.canonical.Shift;
import io.mainstem.schemas.canonical.ShiftStatus;
import io.mainstem.schemas.canonical.Site;
import io.mainstem.schemas.canonical.Target;
import io.mainstem.schemas.canonical.Terminal;
import io.mainstem.schemas.event.Insight;
import io.mainstem.schemas.event.InsightState;
import io.mainstem.schemas.event.Link;
import io.mainstem.schemas.event.MetricValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnomalyTopologyTest {
  private static final String SITE = siteAlias("rota", "1");
  private static final LocalDate TUESDAY = MONDAY.plusDays(1);
  private static final LocalDate WEDNESDAY = MONDAY.plusDays(2);

  @TempDir private Path state;
  private final AvroSerdes serdes = new AvroSerdes(new InMemorySchemaIds());
  private final List<String> doubts = new ArrayList<>();
  private Properties properties = new Properties();
  private TopologyTestDriver driver = new TopologyTestDriver(new Topology());
  private TestOutputTopic<String, Insight> insights =
      output(TopicCatalogue.INSIGHTS, Insight.class);
  private TestOutputTopic<String, MetricValue> values =
      output(TopicCatalogue.METRICS, MetricValue.class);

  @BeforeEach
  void start() {
    driver.close();
    properties = new StreamsOptions("anomaly-test", "nowhere:1", state, "0", 1, 16).properties();
    driver = new TopologyTestDriver(topology(), properties);
    insights = output(TopicCatalogue.INSIGHTS, Insight.class);
    values = output(TopicCatalogue.METRICS, MetricValue.class);
    send("canonical.site.v1", SITE, Samples.site(SITE, "Site B"), Site.class);
  }

  @AfterEach
  void stop() {
    double dropped =
        driver.metrics().values().stream()
            .filter(metric -> metric.metricName().name().equals("dropped-records-total"))
            .mapToDouble(metric -> (double) metric.metricValue())
            .sum();
    driver.close();
    assertThat(dropped).isZero();
  }

  @Test
  void shouldOpenUpdateAndResolveOneEpisode() {
    budgets(SITE, "1000");
    shifts("a", SITE, MONDAY, 10, "101");
    assertThat(review()).isEmpty();
    shifts("b", SITE, TUESDAY, 9, "105");
    send("canonical.shift.v1", "shf_x", shift("shf_x", SITE, TUESDAY, done(), null, "430"));

    List<Insight> opened = review();
    assertThat(opened).hasSize(1);
    Insight open = opened.getFirst();
    assertThat(open.getState()).isEqualTo(InsightState.OPEN);
    assertThat(open.getSentence())
        .isEqualTo("Labour costs at Site B are 19% above target this week.");
    assertThat(open.getExplanation())
        .isEqualTo("£385 so far; one unplanned shift on Tuesday explains most of it.");
    assertThat(open.getScopeNames()).containsEntry("site", "Site B");
    assertThat(open.getEvidence()).hasSize(1);
    assertThat(Objects.requireNonNull(open.getImpact()).getAmount()).isEqualByComparingTo("385");

    shifts("c", SITE, WEDNESDAY, 10, "118");
    Insight update = review().getLast();
    assertThat(update.getId()).isEqualTo(open.getId());
    assertThat(update.getVersion()).isEqualTo(2);
    assertThat(update.getExplanation()).startsWith("£565 so far");

    // The expensive shift was a mistake: corrected, and the past with it.
    send("canonical.shift.v1", "shf_x", shift("shf_x", SITE, TUESDAY, done(), null, "40"));
    shifts("c", SITE, WEDNESDAY, 10, "100");
    Insight eased = review().getLast();
    assertThat(eased.getVersion()).isEqualTo(3);
    assertThat(eased.getState()).isEqualTo(InsightState.RESOLVED);
    assertThat(eased.getResolvedAt()).isNotNull();
    assertThat(eased.getSentence())
        .isEqualTo("Labour costs at Site B are back within 5% of target this week.");
    assertThat(review()).isEmpty();
  }

  @Test
  void shouldCloseWithTheWeekAndThenSpeakOfItInThePast() {
    budgets(SITE, "1000");
    shifts("a", SITE, MONDAY, 10, "118");
    shifts("b", SITE, TUESDAY, 10, "118");
    assertThat(review().getLast().getState()).isEqualTo(InsightState.OPEN);

    LocalDate nextTuesday = TUESDAY.plusWeeks(1);
    send("canonical.shift.v1", "shf_n", shift("shf_n", SITE, nextTuesday, done(), "90", "90"));
    Insight closed = review().getLast();

    assertThat(closed.getState()).isEqualTo(InsightState.RESOLVED);
    assertThat(closed.getResolvedAt()).isEqualTo(closed.getWindowEnd());
    assertThat(closed.getSentence()).startsWith("Labour costs at Site B were ");
    assertThat(closed.getSentence()).endsWith(" in the week of 2 March.");
  }

  @Test
  void shouldTakeBackWhatADeletedOrMovedRecordSaid() {
    send("canonical.shift.v1", "shf_1", shift("shf_1", SITE, MONDAY, done(), "90", "100"));
    send("canonical.shift.v1", "shf_2", shift("shf_2", SITE, MONDAY, done(), "90", "50"));
    assertThat(latest(values).get(week(SITE))).extracting(MetricValue::getValue).isEqualTo(150.0);

    Shift deleted = shift("shf_1", SITE, MONDAY, done(), "90", "100");
    deleted.setDeleted(true);
    send("canonical.shift.v1", "shf_1", deleted);
    send("canonical.shift.v1", "shf_2", shift("shf_2", SITE, TUESDAY, done(), "90", "60"));

    Map<String, MetricValue> now = latest(values);
    assertThat(now.get(week(SITE))).extracting(MetricValue::getValue).isEqualTo(60.0);
    assertThat(now.get("labour_cost|site=" + SITE + ";GBP|DAY|2026-03-03"))
        .extracting(MetricValue::getValue)
        .isEqualTo(60.0);
  }

  @Test
  void shouldSayZeroForADayWhoseRecordsAllLeft() {
    send("canonical.shift.v1", "shf_1", shift("shf_1", SITE, MONDAY, done(), "90", "100"));
    latest(values);
    tombstone("canonical.shift.v1", "shf_1");

    Map<String, MetricValue> now = latest(values);

    assertThat(now.get("labour_cost|site=" + SITE + ";GBP|DAY|2026-03-02"))
        .extracting(MetricValue::getValue)
        .isEqualTo(0.0);
    assertThat(now.get(week(SITE))).extracting(MetricValue::getValue).isEqualTo(0.0);
  }

  @Test
  void shouldCountASiteKnownToTwoSystemsAsOneWheneverThatIsFoundOut() {
    String other = siteAlias("pos", "L1");
    send("canonical.shift.v1", "shf_1", shift("shf_1", SITE, MONDAY, done(), "90", "100"));
    send("canonical.shift.v1", "shf_2", shift("shf_2", other, MONDAY, done(), "90", "50"));
    latest(values);

    send("identity.links.v1", "site|pos|site|L1", Samples.siteLink("pos", "L1", SITE), Link.class);
    driver.advanceWallClockTime(WatchProcessor.REVIEW_ALL_EVERY);

    assertThat(latest(values).get(week(SITE))).extracting(MetricValue::getValue).isEqualTo(150.0);
  }

  @Test
  void shouldFindTheTillWhoseVoidsStandOut() {
    send("canonical.terminal.v1", "ter_2", Samples.terminal("ter_2", "Till 2"), Terminal.class);
    payments("ter_1", 400, 7);
    payments("ter_2", 310, 23);
    payments("ter_3", 420, 8);

    List<Insight> found = review();

    assertThat(found).hasSize(1);
    assertThat(found.getFirst().getSentence())
        .isEqualTo(
            "Voids at Till 2, Site B are 4.1 times those of its peers this week:"
                + " 23 of 310 payments.");
    assertThat(found.getFirst().getExplanation())
        .isEqualTo(
            "Peers at Site B run at 1.8% (15 of 820 payments), which would make about six here;"
                + " £319 of £423 is beyond that.");
    assertThat(found.getFirst().getEvidence()).hasSize(23);
  }

  @Test
  void shouldCountWhatCannotBeCounted() {
    Shift nowhere = shift("shf_1", SITE, MONDAY, done(), "90", "100");
    nowhere.setSite(null);
    Shift costless = shift("shf_2", SITE, MONDAY, done(), "90", null);
    send("canonical.shift.v1", "shf_1", nowhere);
    send("canonical.shift.v1", "shf_2", costless);

    assertThat(doubts).containsExactly("labour_cost NO_SCOPE", "labour_cost NO_VALUE");
  }

  @Test
  void shouldKeepItsShape() throws IOException {
    String described = topology().describe().toString();
    try (var frozen = getClass().getResourceAsStream("topology.txt")) {
      String expected =
          frozen == null ? "" : new String(frozen.readAllBytes(), StandardCharsets.UTF_8);
      Files.writeString(Path.of("target", "topology.txt"), described);
      assertThat(described).as("kept in target/topology.txt").isEqualTo(expected);
    }
  }

  private Topology topology() {
    return new AnomalyTopology(
            Samples.metrics(),
            "GBP",
            Samples.USUAL,
            serdes,
            (subject, reason) -> doubts.add(subject + " " + reason))
        .build(properties);
  }

  private void budgets(String site, String amount) {
    for (int day = 0; day < 7; day++) {
      String id = "tgt_" + site + day;
      send("canonical.target.v1", id, budget(id, site, MONDAY.plusDays(day), amount), Target.class);
    }
  }

  private void shifts(String prefix, String site, LocalDate day, int count, String cost) {
    for (int n = 0; n < count; n++) {
      String id = "shf_" + prefix + n;
      send("canonical.shift.v1", id, shift(id, site, day, done(), "100", cost));
    }
  }

  private void payments(String terminal, int count, int voids) {
    for (int n = 0; n < count; n++) {
      String id = "pay_" + terminal + "_" + n;
      send(
          "canonical.payment.v1",
          id,
          payment(id, SITE, terminal, MONDAY.plusDays(n % 3), n < voids),
          Payment.class);
    }
  }

  private static ShiftStatus done() {
    return ShiftStatus.COMPLETED;
  }

  private static String week(String site) {
    return "labour_cost|site=" + site + ";GBP|WEEK|2026-03-02";
  }

  private List<Insight> review() {
    driver.advanceWallClockTime(WatchProcessor.REVIEW_EVERY);
    return insights.readValuesToList();
  }

  private Map<String, MetricValue> latest(TestOutputTopic<String, MetricValue> topic) {
    driver.advanceWallClockTime(Duration.ofSeconds(1));
    Map<String, MetricValue> latest = new LinkedHashMap<>();
    topic.readKeyValuesToList().forEach(entry -> latest.put(entry.key, entry.value));
    return latest;
  }

  private void send(String topic, String key, Shift shift) {
    send(topic, key, shift, Shift.class);
  }

  private <T extends SpecificRecord> void send(String topic, String key, T value, Class<T> type) {
    driver
        .createInputTopic(topic, new StringSerializer(), serdes.serializer(type))
        .pipeInput(key, value);
  }

  private void tombstone(String topic, String key) {
    driver
        .createInputTopic(topic, new StringSerializer(), new StringSerializer())
        .pipeInput(key, (String) null);
  }

  private <T extends SpecificRecord> TestOutputTopic<String, T> output(
      String topic, Class<T> type) {
    return driver.createOutputTopic(topic, new StringDeserializer(), serdes.deserializer(type));
  }
}
