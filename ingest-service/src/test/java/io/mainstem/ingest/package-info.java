/** What the service's tests share: the example business, and how its tools sign. No test. */
@NullMarked
package io.mainstem.ingest;

import org.jspecify.annotations.NullMarked;
