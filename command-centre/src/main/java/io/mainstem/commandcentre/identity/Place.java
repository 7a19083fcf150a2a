package io.mainstem.commandcentre.identity;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Where a page of a list begins: just after the row with these values. */
record Place(List<String> values) {
  private static final String BETWEEN = "\n";

  static Optional<Place> of(String after, int parts) {
    try {
      String text = new String(Base64.getUrlDecoder().decode(after), StandardCharsets.UTF_8);
      List<String> values = List.of(text.split(BETWEEN, parts));
      return values.size() == parts ? Optional.of(new Place(values)) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  String text() {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(String.join(BETWEEN, values).getBytes(StandardCharsets.UTF_8));
  }
}
