/** Tests of this package; what needs a broker is an IT. */
@NullMarked
package io.mainstem.ingest.tool;

import org.jspecify.annotations.NullMarked;
