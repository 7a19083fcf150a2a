package io.mainstem.connections.json;

/** Why bytes were refused as JSON. */
public enum JsonFault {
  EMPTY,
  NOT_UTF8,
  SYNTAX,
  TRAILING_CONTENT,
  DUPLICATE_KEY,
  NUL_CHARACTER,
  LONE_SURROGATE,
  TOO_LARGE,
  TOO_DEEP,
  TOO_MANY_TOKENS,
  STRING_TOO_LONG,
  NAME_TOO_LONG,
  NUMBER_TOO_LONG,
  EXPONENT_TOO_LARGE
}
