/**
 * What one source record says about one entity, at one version: the currency between the stages.
 * Pure: imports no Kafka, HTTP, JDBC or logging.
 */
@NullMarked
package io.mainstem.canonicalizer.fragment;

import org.jspecify.annotations.NullMarked;
