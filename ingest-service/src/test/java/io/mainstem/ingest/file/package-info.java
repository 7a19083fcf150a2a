/** Tests of files on a real broker: folders, uploads, repetitions, and what is absent. */
@NullMarked
package io.mainstem.ingest.file;

import org.jspecify.annotations.NullMarked;
