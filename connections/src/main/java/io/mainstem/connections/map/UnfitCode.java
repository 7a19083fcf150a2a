package io.mainstem.connections.map;

/** Why a source record does not fit. */
public enum UnfitCode {
  NOT_JSON,
  UNKNOWN_OBJECT,
  NO_PLACE,
  WRONG_SHAPE,
  MISSING_FIELD,
  UNKNOWN_VALUE,
  UNPARSEABLE_MONEY,
  UNPARSEABLE_VALUE,
  EXPRESSION_FAILED
}
