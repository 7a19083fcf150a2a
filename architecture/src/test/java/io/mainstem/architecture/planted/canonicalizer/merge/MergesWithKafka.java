package io.mainstem.architecture.planted.canonicalizer.merge;

import org.apache.kafka.common.TopicPartition;

/** Planted: a decision that knows the transport. */
public record MergesWithKafka(TopicPartition partition) {}
