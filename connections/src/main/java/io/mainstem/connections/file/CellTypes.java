package io.mainstem.connections.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.mainstem.connections.shape.Shape;
import io.mainstem.connections.tool.NumberStyle;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes of a cell what the shape says it is. What cannot be made is left as it is written: then the
 * mapping holds the row back, with the text for all to see, instead of a guess.
 */
record CellTypes(Shape.Struct shape, NumberStyle numbers) {
  private static final Map<String, Boolean> FLAGS =
      Map.of(
          "true", true, "yes", true, "y", true, "1", true, "false", false, "no", false, "n", false,
          "0", false);
  private static final BigDecimal LONGEST = BigDecimal.valueOf(Long.MAX_VALUE);

  ObjectNode row(Header header, List<? extends JsonNode> cells) {
    ObjectNode row = ObjectNodes.empty();
    List<String> columns = header.columns();
    for (int i = 0; i < columns.size(); i++) {
      Shape.@Nullable Field field = shape.fields().get(columns.get(i));
      JsonNode cell = i < cells.size() ? cells.get(i) : NullNode.instance;
      row.set(columns.get(i), typed(cell, field == null ? Shape.Scalar.TEXT : field.shape()));
    }
    return row;
  }

  private JsonNode typed(JsonNode cell, Shape shape) {
    if (cell.isTextual() && cell.textValue().isBlank()) {
      return NullNode.instance;
    }
    return switch (shape) {
      case Shape.Scalar scalar ->
          switch (scalar) {
            case TEXT -> text(cell);
            case INTEGER -> number(cell).flatMap(CellTypes::whole).orElse(cell);
            case DECIMAL -> number(cell).<JsonNode>map(DecimalNode::valueOf).orElse(cell);
            case BOOLEAN -> flag(cell).orElse(cell);
            case ANY -> cell;
          };
      case Shape.OneOf _ -> text(cell);
      case Shape.Struct _, Shape.ListOf _, Shape.MapOf _ -> cell;
    };
  }

  private static JsonNode text(JsonNode cell) {
    if (cell.isNumber()) {
      return TextNode.valueOf(cell.decimalValue().toPlainString());
    }
    return cell.isBoolean() ? TextNode.valueOf(cell.asText()) : cell;
  }

  private Optional<BigDecimal> number(JsonNode cell) {
    if (cell.isNumber()) {
      return Optional.of(cell.decimalValue());
    }
    return cell.isTextual() ? numbers.read(cell.textValue().strip()) : Optional.empty();
  }

  private static Optional<JsonNode> whole(BigDecimal number) {
    return number.stripTrailingZeros().scale() <= 0 && number.abs().compareTo(LONGEST) <= 0
        ? Optional.of(LongNode.valueOf(number.longValue()))
        : Optional.empty();
  }

  private static Optional<JsonNode> flag(JsonNode cell) {
    if (cell.isBoolean()) {
      return Optional.of(cell);
    }
    Boolean flag = FLAGS.get(cell.asText().strip().toLowerCase(Locale.ROOT));
    return Optional.ofNullable(flag).map(BooleanNode::valueOf);
  }
}
