package io.mainstem.canonicalizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Properties;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.kstream.Consumed;
import org.junit.jupiter.api.Test;

/** The checker of the topology tests, checked. */
class DroppedRecordsTest {

  @Test
  void shouldNoticeATopologyThatDropsARecord() {
    StreamsBuilder builder = new StreamsBuilder();
    builder.stream("in", Consumed.with(Serdes.String(), Serdes.String())).groupByKey().count();
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "dropper");
    try (TopologyTestDriver driver = new TopologyTestDriver(builder.build(), properties)) {
      driver
          .createInputTopic("in", new StringSerializer(), new StringSerializer())
          .pipeInput(null, "a record without a key");

      assertThat(ToyStream.droppedRecords(driver)).isEqualTo(1);
    }
  }
}
