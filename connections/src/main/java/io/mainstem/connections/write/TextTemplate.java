package io.mainstem.connections.write;

import io.mainstem.connections.expression.Compiled;
import io.mainstem.connections.expression.Environment;
import io.mainstem.connections.expression.ResultType;
import io.mainstem.connections.expression.Scope;
import io.mainstem.connections.yaml.Problems;
import io.mainstem.connections.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Text with holes, each an expression. */
final class TextTemplate {
  private static final Pattern HOLE = Pattern.compile("\\{([^{}]*)}");

  /** A literal, or the expression of a hole. */
  private record Piece(String literal, @Nullable Compiled hole) {}

  private final List<Piece> pieces;

  private TextTemplate(List<Piece> pieces) {
    this.pieces = List.copyOf(pieces);
  }

  static TextTemplate compile(YamlNode at, Environment environment, Problems problems) {
    String text = at.requireText("a text, perhaps with {…} holes", problems);
    List<Piece> pieces = new ArrayList<>();
    Matcher holes = HOLE.matcher(text);
    int end = 0;
    while (holes.find()) {
      pieces.add(new Piece(text.substring(end, holes.start()), null));
      environment
          .compile(at.part(holes.group(1)), ResultType.TEXT, problems)
          .ifPresent(compiled -> pieces.add(new Piece("", compiled)));
      end = holes.end();
    }
    pieces.add(new Piece(text.substring(end), null));
    return new TextTemplate(pieces);
  }

  /** Null where a hole has nothing to fill it. */
  @Nullable String fill(Scope scope, UnaryOperator<String> encode) {
    StringBuilder text = new StringBuilder();
    for (Piece piece : pieces) {
      text.append(piece.literal());
      if (piece.hole() != null) {
        if (!(piece.hole().eval(scope) instanceof String value) || value.isEmpty()) {
          return null;
        }
        text.append(encode.apply(value));
      }
    }
    return text.toString();
  }
}
