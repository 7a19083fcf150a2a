package io.mainstem.connections.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * What one pass over a file tells before any row is read.
 *
 * @param hash SHA-256 of its bytes, in hex
 * @param container what its first bytes say it is packed in
 * @param encoding of its text
 * @param byteOrderMark bytes to skip before the text
 * @param doubt why the encoding may be another, or null
 */
public record Survey(
    long size,
    String hash,
    Container container,
    Charset encoding,
    int byteOrderMark,
    @Nullable String doubt) {
  private static final int CHUNK_BYTES = 64 * 1024;

  /** What a file is packed in. */
  public enum Container {
    TEXT,
    ZIP,
    /** Excel before 2007, and workbooks locked with a password. */
    OLE2
  }

  /**
   * Reads the file once.
   *
   * @param declared its encoding where the tool file says it
   */
  public static Survey of(Path file, @Nullable Charset declared)
      throws IOException, UnreadableFileException {
    long size = Files.size(file);
    hold(size);
    MessageDigest digest = sha256();
    EncodingGuess guess = new EncodingGuess();
    byte[] head = new byte[0];
    try (InputStream in = Files.newInputStream(file)) {
      byte[] chunk = new byte[CHUNK_BYTES];
      for (int read = in.readNBytes(chunk, 0, chunk.length);
          read > 0;
          read = in.readNBytes(chunk, 0, chunk.length)) {
        digest.update(chunk, 0, read);
        guess.take(chunk, read);
        head = head.length == 0 ? Arrays.copyOf(chunk, Math.min(read, 8)) : head;
      }
    }
    if (head.length == 0) {
      throw new UnreadableFileException(FileFault.EMPTY, "file: it is empty");
    }
    EncodingGuess.Found found = guess.found();
    return new Survey(
        size,
        HexFormat.of().formatHex(digest.digest()),
        container(head),
        declared == null ? found.encoding() : declared,
        declared == null || declared.equals(found.encoding()) ? found.byteOrderMark() : 0,
        declared == null ? found.doubt() : null);
  }

  /** Holds a file to its limit. */
  static void hold(long size) throws UnreadableFileException {
    if (size > FileLimits.MAX_FILE_BYTES) {
      throw new UnreadableFileException(
          FileFault.TOO_LARGE,
          "file: " + size + " bytes (expected: at most " + FileLimits.MAX_FILE_BYTES + ")");
    }
  }

  private static Container container(byte[] head) {
    if (head.length >= 4 && head[0] == 'P' && head[1] == 'K' && head[2] == 3 && head[3] == 4) {
      return Container.ZIP;
    }
    boolean ole = head.length >= 4 && head[0] == (byte) 0xD0 && head[1] == (byte) 0xCF;
    return ole ? Container.OLE2 : Container.TEXT;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
