package io.mainstem.connections.expression;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Plain text functions. */
final class Texts {
  private static final Pattern DOMAIN =
      Pattern.compile("(?:https?://)?(?:[^/@]*@)?(?:www\\.)?([a-z0-9.-]{1,253})(?:[:/?#].*)?");

  private Texts() {}

  /** The domain of a web address or an email address, lower case, without www. */
  static @Nullable String domain(String text) {
    Matcher matcher = DOMAIN.matcher(text.toLowerCase(Locale.ROOT));
    return matcher.matches() && matcher.group(1).indexOf('.') > 0 ? matcher.group(1) : null;
  }

  /** In double quotes, for tools whose filters are text; what would end the quote is refused. */
  static String quote(String text) {
    if (text.indexOf('"') >= 0 || text.indexOf('\\') >= 0) {
      throw new ExpressionFailure(
          ExpressionFailure.Code.UNPARSEABLE_VALUE, "a text has a quotation mark or a backslash");
    }
    return '"' + text + '"';
  }

  /** In single quotes, escaped by a backslash: how QuickBooks and Salesforce write texts. */
  static String quoteSql(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }

  /** In hexadecimal digits: how Mailchimp names its members. No secret is kept by it. */
  static String md5(String text) {
    return digest("MD5", text);
  }

  /** In hexadecimal digits: what stands for a text that is not kept. */
  static String sha256(String text) {
    return digest("SHA-256", text);
  }

  private static String digest(String algorithm, String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has " + algorithm, e);
    }
  }
}
