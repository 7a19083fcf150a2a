package io.mainstem.connections.identity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.codec.language.DoubleMetaphone;

/**
 * Which records are compared at all: those that agree in every part of one rule.
 *
 * @param parts of the key, each a cut of one comparison's value
 */
public record BlockRule(String name, List<Part> parts) {
  private static final int MAX_KEYS = 32;
  private static final DoubleMetaphone METAPHONE = new DoubleMetaphone();

  public BlockRule {
    parts = List.copyOf(parts);
  }

  /** What of a value goes into a key. */
  public enum Cut {
    WHOLE,
    /** How it sounds. */
    SOUND,
    FIRST,
    START,
    /** Each of its words. */
    WORDS;

    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Cut> of(String label) {
      return Arrays.stream(values()).filter(cut -> cut.label().equals(label)).findFirst();
    }

    static String labels() {
      return Arrays.stream(values()).map(Cut::label).collect(Collectors.joining(", "));
    }

    List<String> of(List<String> values) {
      return values.stream().flatMap(value -> cut(value).stream()).distinct().toList();
    }

    private List<String> cut(String value) {
      return switch (this) {
        case WHOLE -> List.of(value);
        case SOUND -> List.of(sound(value));
        case FIRST -> List.of(value.substring(0, 1));
        case START -> List.of(value.substring(0, Math.min(START_CHARS, value.length())));
        case WORDS ->
            Words.split(value).stream().filter(word -> word.length() >= WORD_CHARS).toList();
      };
    }

    private static final int START_CHARS = 4;
    private static final int WORD_CHARS = 3;

    private static String sound(String value) {
      String sound = METAPHONE.doubleMetaphone(value);
      return sound == null || sound.isEmpty() ? value : sound;
    }
  }

  /** A cut of the value of the comparison at this position. */
  public record Part(int comparison, Cut cut) {}

  /**
   * The record's keys by this rule; none where it lacks a part. Parts that are cut alike count in
   * any order: so a given and a family name that changed places are still found.
   */
  List<String> keys(List<List<String>> values) {
    boolean anyOrder = parts.stream().map(Part::cut).distinct().count() == 1;
    List<List<String>> keys = List.of(List.of());
    for (Part part : parts) {
      List<List<String>> next = new ArrayList<>();
      for (List<String> key : keys) {
        for (String cut : part.cut().of(values.get(part.comparison()))) {
          if (next.size() < MAX_KEYS) {
            next.add(Stream.concat(key.stream(), Stream.of(cut)).toList());
          }
        }
      }
      keys = next;
    }
    return keys.stream()
        .map(key -> anyOrder ? key.stream().sorted().toList() : key)
        .map(key -> Digests.of(name + '\u0000' + String.join("\u0000", key)))
        .toList();
  }
}
