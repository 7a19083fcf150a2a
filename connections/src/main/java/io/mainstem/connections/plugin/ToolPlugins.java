package io.mainstem.connections.plugin;

import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/** The plug-ins that are on the class path. */
public final class ToolPlugins {
  private static final List<ToolPlugin> ALL =
      ServiceLoader.load(ToolPlugin.class, ToolPlugins.class.getClassLoader()).stream()
          .map(ServiceLoader.Provider::get)
          .toList();

  private ToolPlugins() {}

  public static Optional<ToolPlugin> find(String name) {
    return ALL.stream().filter(plugin -> plugin.name().equals(name)).findFirst();
  }

  public static List<String> names() {
    return ALL.stream().map(ToolPlugin::name).sorted().toList();
  }
}
