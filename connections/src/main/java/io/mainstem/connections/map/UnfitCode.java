package io.mainstem.connections.map;

/** Why a source record does not fit. */
public enum UnfitCode {
  NOT_JSON,
  UNKNOWN_OBJECT,
  NO_PLACE,
  WRONG_SHAPE,
  MISSING_FIELD,
  /** A field that need not be there is likely called otherwise now. */
  FIELD_RENAMED,
  UNKNOWN_VALUE,
  UNPARSEABLE_MONEY,
  UNPARSEABLE_VALUE,
  EXPRESSION_FAILED
}
