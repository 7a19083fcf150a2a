package io.mainstem.runtime.avro;

import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/** A record that no retry will make readable. */
public final class UnreadableRecordException extends SerializationException {
  private static final long serialVersionUID = 1L;

  /** Why. */
  public enum Code {
    /** Does not begin with a zero byte and a 4-byte id. */
    NOT_FRAMED,
    /** The registry knows no schema of that id, or not this schema under that subject. */
    UNKNOWN_SCHEMA,
    /** The bytes do not fit the schema they name. */
    UNDECODABLE,
    /** Decoded, but of another type than this topic carries. */
    WRONG_TYPE
  }

  private final Code code;

  public UnreadableRecordException(Code code, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  public Code code() {
    return code;
  }
}
