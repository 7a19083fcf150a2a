/**
 * Reads rows out of files as people and programs really write them: encodings, delimiters, headers
 * and damaged rows. Each row has an outcome of its own; only a file that is no table at all is
 * refused.
 */
@NullMarked
package io.mainstem.connections.file;

import org.jspecify.annotations.NullMarked;
