/**
 * Rows of files, put into a watched folder or uploaded, each as a snapshot on the connection's
 * source topic. A file is read as often as it takes: rows already stored are duplicates.
 */
@NullMarked
package io.mainstem.ingest.file;

import org.jspecify.annotations.NullMarked;
