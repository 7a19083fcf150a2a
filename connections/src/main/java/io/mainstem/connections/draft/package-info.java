/**
 * Drafts tool files from what a vendor publishes or sends, ready to edit. A draft is a proposal in
 * text: whatever it says goes through the same reader and checker as every tool file.
 */
@NullMarked
package io.mainstem.connections.draft;

import org.jspecify.annotations.NullMarked;
