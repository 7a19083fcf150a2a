package io.mainstem.benchmarks;

import io.mainstem.connections.json.Bytes;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/**
 * Our mapping engine against Java written by hand for the same payloads, parsing included, on one
 * thread: CPU time a record, in rounds that alternate, compared by their medians. Both must give
 * equal records before anything is counted.
 */
final class MappingBench {
  private static final List<String> OBJECTS = List.of("contact", "order", "invoice");

  private final int rounds;
  private final int recordsARound;
  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private long kept;

  MappingBench(Effort effort) {
    this.rounds = effort == Effort.QUICK ? 3 : 15;
    this.recordsARound = effort == Effort.QUICK ? 2_000 : 20_000;
  }

  @FunctionalInterface
  private interface Mapping {
    SpecificRecord map() throws Exception;
  }

  Report run() throws Exception {
    Report report =
        new Report(
            "mapping",
            List.of("object", "by hand, µs CPU", "mapped, µs CPU", "ratio to hand-written"));
    MappingSubject subject = MappingSubject.load(Files.createTempDirectory("bench-mapping"));
    double product = 1;
    for (String object : OBJECTS) {
      byte[] payload = MappingSubject.resource(object + ".json");
      Bytes bytes = Bytes.of(payload);
      Mapping hand = () -> HandWritten.map(object, payload);
      Mapping engine = () -> subject.map(object, bytes);
      if (!hand.map().equals(engine.map())) {
        throw new IllegalStateException(
            object + ": by hand " + hand.map() + "\n  mapped " + engine.map());
      }
      List<Double> byHand = new ArrayList<>();
      List<Double> mapped = new ArrayList<>();
      for (int round = -rounds / 3; round < rounds; round++) {
        double one = microsEach(hand);
        double other = microsEach(engine);
        if (round >= 0) {
          byHand.add(one);
          mapped.add(other);
        }
      }
      double ratio = median(byHand) / median(mapped);
      product *= ratio;
      report.row(object, median(byHand), median(mapped), ratio);
    }
    double ratio = Math.pow(product, 1.0 / OBJECTS.size());
    report.note("Higher is better: 1 is as fast as hand-written. Geometric mean of the three.");
    report.figure("ratio_to_hand_written", ratio);
    return kept == 0 ? new Report("nothing", List.of()) : report;
  }

  private double microsEach(Mapping mapping) throws Exception {
    long before = threads.getCurrentThreadCpuTime();
    for (int i = 0; i < recordsARound; i++) {
      kept += (System.identityHashCode(mapping.map()) & 1) | 2;
    }
    return (threads.getCurrentThreadCpuTime() - before) / 1_000.0 / recordsARound;
  }

  private static double median(List<Double> values) {
    double[] all = values.stream().mapToDouble(Double::doubleValue).toArray();
    return Samples.percentile(all, 50);
  }
}
