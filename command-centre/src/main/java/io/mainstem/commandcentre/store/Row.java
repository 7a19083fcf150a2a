package io.mainstem.commandcentre.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The present row of a result, by column name. */
public final class Row {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ResultSet result;

  Row(ResultSet result) {
    this.result = result;
  }

  /** Text; empty where the column is null. */
  public String text(String column) throws SQLException {
    String value = result.getString(column);
    return value == null ? "" : value;
  }

  public @Nullable String textOrNull(String column) throws SQLException {
    return result.getString(column);
  }

  public long number(String column) throws SQLException {
    return result.getLong(column);
  }

  public double decimal(String column) throws SQLException {
    return result.getDouble(column);
  }

  public @Nullable BigDecimal money(String column) throws SQLException {
    return result.getBigDecimal(column);
  }

  public boolean truth(String column) throws SQLException {
    return result.getBoolean(column);
  }

  public @Nullable Instant instantOrNull(String column) throws SQLException {
    OffsetDateTime value = result.getObject(column, OffsetDateTime.class);
    return value == null ? null : value.toInstant();
  }

  public Instant instant(String column) throws SQLException {
    return Optional.ofNullable(instantOrNull(column)).orElse(Instant.EPOCH);
  }

  public List<String> texts(String column) throws SQLException {
    java.sql.Array array = result.getArray(column);
    return array == null ? List.of() : List.copyOf(Arrays.asList((String[]) array.getArray()));
  }

  public byte[] bytes(String column) throws SQLException {
    byte[] value = result.getBytes(column);
    return value == null ? new byte[0] : value;
  }

  /** A jsonb column; missing where it is null. */
  public JsonNode json(String column) throws SQLException {
    String value = result.getString(column);
    if (value == null) {
      return MissingNode.getInstance();
    }
    try {
      return JSON.readTree(value);
    } catch (JsonProcessingException e) {
      throw new SQLException(column + ": not JSON", e);
    }
  }
}
