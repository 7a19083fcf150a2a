package io.mainstem.commandcentre.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;

/** The files a page may load: these and no others. */
final class Assets {
  private static final String OURS = "/io/mainstem/commandcentre/assets/";
  private static final String HTMX = "/META-INF/resources/webjars/htmx.org/2.0.10/dist/";

  private final Map<String, Asset> files =
      Map.of(
          "page.css", read(OURS + "page.css", "text/css; charset=utf-8"),
          "page.js", read(OURS + "page.js", "text/javascript; charset=utf-8"),
          "icon.svg", read(OURS + "icon.svg", "image/svg+xml"),
          "htmx.min.js", read(HTMX + "htmx.min.js", "text/javascript; charset=utf-8"));

  /** One file with its media type. */
  @SuppressWarnings("ArrayRecordComponent") // written out, never compared
  record Asset(byte[] bytes, String type) {}

  Optional<Asset> find(String name) {
    return Optional.ofNullable(files.get(name));
  }

  private static Asset read(String resource, String type) {
    try (InputStream in = Assets.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(resource + ": not in the jar");
      }
      return new Asset(in.readAllBytes(), type);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
