package io.mainstem.connections.file;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mozilla.universalchardet.UniversalDetector;

/**
 * Tells a text's encoding from all of its bytes: a byte order mark, else UTF-8 where that fits,
 * else what a detector says, else Windows-1252, which is what Western Excel writes.
 *
 * <p>A few bad bytes among many good UTF-8 characters are bad rows of a UTF-8 file, not a reason to
 * read all of it as something else.
 */
final class EncodingGuess {
  private static final Charset WINDOWS = Charset.forName("windows-1252");
  private static final int GOOD_FOR_ONE_BAD = 3;

  /** Encodings a detector is believed on; its other answers are too often mistakes. */
  private static final List<String> BELIEVED =
      List.of("WINDOWS-1251", "WINDOWS-1253", "SHIFT_JIS", "EUC-JP", "GB18030", "BIG5", "EUC-KR");

  /**
   * The answer.
   *
   * @param byteOrderMark its length
   * @param doubt why it may be wrong, or null
   */
  record Found(Charset encoding, int byteOrderMark, @Nullable String doubt) {}

  private final CharsetDecoder utf8 = StandardCharsets.UTF_8.newDecoder();
  private final CharBuffer decoded = CharBuffer.allocate(8 * 1024);
  private final UniversalDetector detector = new UniversalDetector();
  private ByteBuffer rest = ByteBuffer.allocate(0);
  private @Nullable Found byFirstBytes;
  private boolean started;
  private long good;
  private long bad;

  void take(byte[] chunk, int length) {
    if (!started) {
      started = true;
      byFirstBytes = byFirstBytes(chunk, length);
    }
    if (!detector.isDone()) {
      detector.handleData(chunk, 0, length);
    }
    count(chunk, length);
  }

  Found found() {
    if (byFirstBytes != null) {
      return byFirstBytes;
    }
    bad += rest.remaining() > 0 ? 1 : 0;
    if (bad == 0 || good >= bad * GOOD_FOR_ONE_BAD) {
      return new Found(StandardCharsets.UTF_8, 0, null);
    }
    detector.dataEnd();
    String said = detector.getDetectedCharset();
    Charset encoding = said != null && BELIEVED.contains(said) ? Charset.forName(said) : WINDOWS;
    return new Found(
        encoding,
        0,
        "encoding: not UTF-8, read as "
            + encoding.name()
            + " (expected: encoding in the tool file)");
  }

  private static @Nullable Found byFirstBytes(byte[] bytes, int length) {
    if (startsWith(bytes, length, 0xEF, 0xBB, 0xBF)) {
      return new Found(StandardCharsets.UTF_8, 3, null);
    }
    if (startsWith(bytes, length, 0xFF, 0xFE)) {
      return new Found(StandardCharsets.UTF_16LE, 2, null);
    }
    if (startsWith(bytes, length, 0xFE, 0xFF)) {
      return new Found(StandardCharsets.UTF_16BE, 2, null);
    }
    // Without a mark, every other byte of Western text in UTF-16 is zero.
    if (length >= 4 && bytes[0] != 0 && bytes[1] == 0 && bytes[2] != 0 && bytes[3] == 0) {
      return new Found(StandardCharsets.UTF_16LE, 0, null);
    }
    return length >= 4 && bytes[0] == 0 && bytes[1] != 0 && bytes[2] == 0 && bytes[3] != 0
        ? new Found(StandardCharsets.UTF_16BE, 0, null)
        : null;
  }

  private static boolean startsWith(byte[] bytes, int length, int... mark) {
    for (int i = 0; i < mark.length; i++) {
      if (i >= length || (bytes[i] & 0xFF) != mark[i]) {
        return false;
      }
    }
    return true;
  }

  private void count(byte[] chunk, int length) {
    ByteBuffer in = ByteBuffer.allocate(rest.remaining() + length);
    in.put(rest).put(chunk, 0, length).flip();
    while (true) {
      decoded.clear();
      CoderResult result = utf8.decode(in, decoded, false);
      decoded.flip();
      while (decoded.hasRemaining()) {
        good += decoded.get() >= 0x80 ? 1 : 0;
      }
      if (result.isUnderflow()) {
        break;
      }
      if (result.isMalformed()) {
        bad++;
        in.position(in.position() + result.length());
      }
    }
    rest = in.slice();
  }
}
