package io.mainstem.connections.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.Row;
import org.jspecify.annotations.Nullable;

/** Cells of a workbook as people see them in it. */
final class ExcelCells {
  /**
   * Excel computes in binary and shows at most 15 digits; the file has all 17, so that 19.99 may
   * stand there as 19.989999999999998.
   */
  private static final MathContext SHOWN = new MathContext(15);

  private static final Pattern NO_LETTERS_OF_A_DATE =
      Pattern.compile("\"[^\"]*\"|\\\\.|\\[[^\\]]*]");

  private ExcelCells() {}

  static List<JsonNode> of(Row row) {
    List<JsonNode> cells = new ArrayList<>();
    for (int i = 0; i < row.getCellCount(); i++) {
      cells.add(value(row.getCell(i)));
    }
    return cells;
  }

  private static JsonNode value(@Nullable Cell cell) {
    if (cell == null || cell.getType() == CellType.ERROR) {
      return cell == null ? NullNode.instance : TextNode.valueOf(cell.getRawValue());
    }
    return switch (cell.getValue()) {
      case BigDecimal number -> isDate(cell) ? date(cell.asDate()) : number(number);
      case Boolean flag -> BooleanNode.valueOf(flag);
      case null -> NullNode.instance;
      default -> text(cell);
    };
  }

  private static JsonNode text(Cell cell) {
    if (cell.getType() == CellType.FORMULA) {
      return TextNode.valueOf(cell.getRawValue() == null ? "" : cell.getRawValue());
    }
    return TextNode.valueOf(String.valueOf(cell.getValue()));
  }

  private static JsonNode number(BigDecimal number) {
    BigDecimal shown = number.round(SHOWN);
    BigDecimal plain = shown.scale() > 0 ? shown.stripTrailingZeros() : shown;
    return DecimalNode.valueOf(plain.scale() < 0 ? plain.setScale(0) : plain);
  }

  /** A date is a number that is shown as one. */
  private static boolean isDate(Cell cell) {
    String format = cell.getDataFormatString();
    if (format == null || format.equalsIgnoreCase("general")) {
      return false;
    }
    String letters = NO_LETTERS_OF_A_DATE.matcher(format.toLowerCase(Locale.ROOT)).replaceAll("");
    return letters.indexOf('y') >= 0 || letters.indexOf('d') >= 0 || letters.indexOf('h') >= 0;
  }

  private static JsonNode date(LocalDateTime date) {
    return TextNode.valueOf(
        date.toLocalTime().equals(LocalTime.MIDNIGHT)
            ? date.toLocalDate().toString()
            : date.toString());
  }
}
