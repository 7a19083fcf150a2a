package io.mainstem.connections.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads JSON from outside, within named limits. The one parser of the product: what it lets
 * through, every later stage (Avro, Postgres {@code jsonb}, a browser) can hold.
 */
public final class StrictJson {
  public static final int MAX_BYTES = 4 * 1024 * 1024;
  public static final int MAX_DEPTH = 64;
  public static final int MAX_TOKENS = 100_000;
  public static final int MAX_STRING_CHARS = 256 * 1024;
  public static final int MAX_NAME_CHARS = 1024;
  public static final int MAX_NUMBER_CHARS = 100;
  public static final int MAX_EXPONENT = 400;

  /** Jackson's own limits are wide here: {@link TreeReader} holds the narrow ones, by name. */
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH + 2)
                  .maxStringLength(MAX_BYTES)
                  .maxNameLength(MAX_BYTES)
                  .maxNumberLength(MAX_BYTES)
                  .build())
          .build();

  private StrictJson() {}

  /** The whole document; numbers with a fraction or exponent are BigDecimal. */
  public static JsonNode parse(Bytes bytes) throws UnreadableJsonException {
    Content content = checked(bytes);
    try (JsonParser parser = FACTORY.createParser(content.bytes())) {
      return new TreeReader(parser, content.isPlain()).document();
    } catch (IOException e) {
      throw syntax(e);
    }
  }

  /**
   * The exact bytes of the objects or arrays at {@code path}: of the one value, or of each element
   * where a step ends in {@code []}. Empty where there is nothing, or only a scalar.
   */
  public static List<Bytes> slice(Bytes bytes, String path) throws UnreadableJsonException {
    parse(bytes);
    return slices(bytes, EachPath.of(path), true).stream()
        .filter(slice -> slice.whole() && slice.structure())
        .map(Slicer.Slice::bytes)
        .toList();
  }

  /**
   * Every value at {@code path}, byte for byte and read, in its order. Nothing is passed over:
   * where the path breaks off, the nearest element of a list, or the document, is a part instead.
   * An empty list has no parts.
   *
   * @param carry names of fields a part inherits from what encloses it
   */
  public static List<Part> split(Bytes bytes, EachPath path, List<String> carry)
      throws UnreadableJsonException {
    List<Splitter.Place> places = new Splitter(carry).places(parse(bytes), path);
    List<Slicer.Slice> slices = slices(bytes, path, false);
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < slices.size(); i++) {
      Splitter.Place place = places.get(i);
      Slicer.Slice slice = slices.get(i);
      parts.add(new Part(slice.bytes(), place.node(), place.carried(), slice.whole()));
    }
    return List.copyOf(parts);
  }

  private static List<Slicer.Slice> slices(Bytes bytes, EachPath path, boolean objectsToo)
      throws UnreadableJsonException {
    byte[] content = bytes.toArray();
    try (JsonParser parser = FACTORY.createParser(content)) {
      return new Slicer(parser, content, objectsToo).slices(path);
    } catch (IOException e) {
      throw syntax(e);
    }
  }

  /**
   * What may be read.
   *
   * @param isPlain ASCII without NUL and without an escape: no text in it can be broken
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared, and not copied on the hot path
  private record Content(byte[] bytes, boolean isPlain) {}

  private static Content checked(Bytes bytes) throws UnreadableJsonException {
    if (bytes.size() > MAX_BYTES) {
      throw new UnreadableJsonException(
          JsonFault.TOO_LARGE, "it is " + bytes.size() + " bytes long (limit: " + MAX_BYTES + ")");
    }
    byte[] content = bytes.toArray();
    boolean ascii = true;
    boolean blank = true;
    boolean escaped = false;
    for (byte each : content) {
      ascii &= each > 0;
      blank &= each <= ' ';
      escaped |= each == '\\';
    }
    if (ascii && !blank) {
      return new Content(content, !escaped);
    }
    String text = decode(bytes);
    if (text.isBlank()) {
      throw new UnreadableJsonException(JsonFault.EMPTY, "it is empty");
    }
    if (text.charAt(0) == '\uFEFF') {
      throw new UnreadableJsonException(JsonFault.SYNTAX, "it starts with a byte order mark");
    }
    if (text.indexOf('\0') >= 0) {
      throw new UnreadableJsonException(
          JsonFault.SYNTAX, "it has NUL bytes: it may be UTF-16, which is not accepted");
    }
    return new Content(content, false);
  }

  private static String decode(Bytes bytes) throws UnreadableJsonException {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(bytes.buffer())
          .toString();
    } catch (CharacterCodingException e) {
      throw new UnreadableJsonException(JsonFault.NOT_UTF8, "it is not UTF-8 text");
    }
  }

  private static UnreadableJsonException syntax(IOException cause) {
    String place = "";
    if (cause instanceof com.fasterxml.jackson.core.JsonProcessingException e
        && e.getLocation() != null) {
      place =
          " at line " + e.getLocation().getLineNr() + ", column " + e.getLocation().getColumnNr();
    }
    return new UnreadableJsonException(JsonFault.SYNTAX, "it is not JSON" + place);
  }
}
