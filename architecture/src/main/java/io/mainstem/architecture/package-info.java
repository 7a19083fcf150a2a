/**
 * What the conventions demand of the code as a whole, checked on the compiled classes. Below {@code
 * planted} lie violations that each rule must find.
 */
@NullMarked
package io.mainstem.architecture;

import org.jspecify.annotations.NullMarked;
