package io.mainstem.benchmarks;

/** One measurement. */
@FunctionalInterface
interface Bench {
  Report run(Ground ground) throws Exception;
}
