/**
 * What every simulated vendor is made of: records with their versions, callers' credentials, pages,
 * limits, writes, and the sender of signed webhooks. A vendor adds its paths, words and shapes.
 */
@NullMarked
package io.mainstem.simulators.vendor;

import org.jspecify.annotations.NullMarked;
