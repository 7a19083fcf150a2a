package io.mainstem.benchmarks;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongFunction;

/** What people paste, by kind: the n-th key of each in the invented business of trace-seed.sql. */
final class TraceKeys {
  private TraceKeys() {}

  /**
   * A kind of key.
   *
   * @param known how many there are
   */
  record Kind(long known, LongFunction<String> key) {}

  static Map<String, Kind> of(long rows) {
    long people = rows / 50;
    Map<String, Kind> kinds = new LinkedHashMap<>();
    kinds.put("email", new Kind(people, n -> "Ottilie." + n + "@marsh.example"));
    kinds.put("phone", new Kind(people, n -> "+44" + (2_000_000_000L + n)));
    kinds.put("phone, national", new Kind(people, n -> "0" + (2_000_000_000L + n)));
    kinds.put("order number", new Kind(rows / 20, n -> "R-" + n));
    kinds.put("invoice number", new Kind(rows / 50, n -> "INV-" + n));
    kinds.put("SKU", new Kind(rows / 1000, n -> "SKU-" + n));
    kinds.put("a tool's id", new Kind(rows / 20, n -> "SQP" + n));
    kinds.put("source record", new Kind(people, n -> "crm|contact|HC" + n));
    kinds.put("canonical id", new Kind(rows / 20, n -> "ord_" + uuid("order " + n)));
    kinds.put("absorbed id", new Kind(people, n -> "cus_" + uuid("SQC " + n)));
    kinds.put("a busy site's id", new Kind(50, n -> "sit_" + uuid("site " + n)));
    kinds.put("delivery receipt", new Kind(rows, n -> uuid("delivery " + n)));
    kinds.put("part of a name", new Kind(people, n -> "marsh " + n));
    kinds.put("nothing we know", new Kind(rows, n -> "XX-" + n));
    return kinds;
  }

  /** As {@code md5(name)::uuid::text} in the seed. */
  private static String uuid(String name) {
    try {
      byte[] hash = MessageDigest.getInstance("MD5").digest(name.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of()
          .formatHex(hash)
          .replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has MD5", e);
    }
  }
}
