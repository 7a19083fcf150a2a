@NullMarked
package io.mainstem.ingest.replay;

import org.jspecify.annotations.NullMarked;
