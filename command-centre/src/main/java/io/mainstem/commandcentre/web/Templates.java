package io.mainstem.commandcentre.web;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.nio.file.Path;
import java.util.Map;

/** Renders the precompiled templates. */
final class Templates {
  private final TemplateEngine engine =
      TemplateEngine.createPrecompiled(
          Path.of("."),
          ContentType.Html,
          Templates.class.getClassLoader(),
          "io.mainstem.commandcentre.templates");

  String render(String template, Map<String, Object> parameters) {
    StringOutput output = new StringOutput();
    engine.render(template + ".jte", parameters, output);
    return output.toString();
  }
}
