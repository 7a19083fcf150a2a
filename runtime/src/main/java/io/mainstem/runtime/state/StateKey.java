package io.mainstem.runtime.state;

import io.mainstem.runtime.config.Settings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key that seals tokens and secrets: AES-256-GCM. The text a value is kept under is bound to
 * it, so that a sealed value moved elsewhere does not open.
 */
public final class StateKey {
  /** Name of the variable that holds the key in base64. */
  public static final String VARIABLE = "MAINSTEM_STATE_KEY";

  /** Name of the variable that names a file with it. */
  public static final String FILE_VARIABLE = "MAINSTEM_STATE_KEY_FILE";

  private static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final byte FORM = 1;
  private static final String CIPHER = "AES/GCM/NoPadding";

  private final SecretKeySpec key;
  private final SecureRandom random = new SecureRandom();

  private StateKey(byte[] key) {
    this.key = new SecretKeySpec(key, "AES");
  }

  /**
   * The key in this text.
   *
   * @throws IllegalArgumentException if it is not 32 bytes in base64
   */
  public static StateKey of(String base64) {
    byte[] bytes = Base64.getDecoder().decode(base64.strip());
    if (bytes.length != KEY_BYTES) {
      throw new IllegalArgumentException("32 bytes in base64");
    }
    return new StateKey(bytes);
  }

  /** A new key as text. */
  public static String generate() {
    byte[] bytes = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }

  /** The key the environment gives; empty where it gives none. */
  public static Optional<StateKey> read(Settings settings) {
    String file = settings.textOr(FILE_VARIABLE, "");
    String text = settings.textOr(VARIABLE, "");
    try {
      if (text.isEmpty() && !file.isEmpty()) {
        text = Files.readString(Path.of(file)).strip();
      }
      return text.isEmpty() ? Optional.empty() : Optional.of(of(text));
    } catch (IOException e) {
      settings.problem(FILE_VARIABLE + ": " + file + " (expected: a readable file)");
    } catch (IllegalArgumentException e) {
      // Never the value itself.
      settings.problem(
          (file.isEmpty() ? VARIABLE : FILE_VARIABLE) + ": *** (expected: 32 bytes in base64)");
    }
    return Optional.empty();
  }

  byte[] seal(byte[] value, String under) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    byte[] sealed = run(Cipher.ENCRYPT_MODE, nonce, value, under);
    byte[] all = new byte[1 + NONCE_BYTES + sealed.length];
    all[0] = FORM;
    System.arraycopy(nonce, 0, all, 1, NONCE_BYTES);
    System.arraycopy(sealed, 0, all, 1 + NONCE_BYTES, sealed.length);
    return all;
  }

  /**
   * The value again.
   *
   * @throws StateSealedException if another key sealed it, or it was moved or changed
   */
  byte[] open(byte[] sealed, String under) {
    if (sealed.length <= 1 + NONCE_BYTES || sealed[0] != FORM) {
      throw new StateSealedException(under + ": not a sealed value", null);
    }
    byte[] nonce = Arrays.copyOfRange(sealed, 1, 1 + NONCE_BYTES);
    byte[] rest = Arrays.copyOfRange(sealed, 1 + NONCE_BYTES, sealed.length);
    return run(Cipher.DECRYPT_MODE, nonce, rest, under);
  }

  private byte[] run(int mode, byte[] nonce, byte[] input, String under) {
    try {
      Cipher cipher = Cipher.getInstance(CIPHER);
      cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD(under.getBytes(StandardCharsets.UTF_8));
      return cipher.doFinal(input);
    } catch (GeneralSecurityException e) {
      throw new StateSealedException(
          under + ": cannot be opened (expected: the " + VARIABLE + " it was sealed with)", e);
    }
  }
}
