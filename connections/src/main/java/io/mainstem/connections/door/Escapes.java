package io.mainstem.connections.door;

import java.util.HexFormat;

/** Undoes some escapes of an address and leaves the others, as some tools do before they sign. */
final class Escapes {
  private Escapes() {}

  /** {@code %2F} becomes {@code /} where {@code characters} has it. */
  static String decode(String address, String characters) {
    if (characters.isEmpty() || address.indexOf('%') < 0) {
      return address;
    }
    StringBuilder decoded = new StringBuilder(address.length());
    for (int i = 0; i < address.length(); i++) {
      char at = address.charAt(i);
      if (at == '%'
          && i + 2 < address.length()
          && HexFormat.isHexDigit(address.charAt(i + 1))
          && HexFormat.isHexDigit(address.charAt(i + 2))) {
        char meant = (char) HexFormat.fromHexDigits(address, i + 1, i + 3);
        if (characters.indexOf(meant) >= 0) {
          decoded.append(meant);
          i += 2;
          continue;
        }
      }
      decoded.append(at);
    }
    return decoded.toString();
  }
}
