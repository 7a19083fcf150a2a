package io.mainstem.simulators.story;

import java.util.Set;

/** The invented businesses that are told as stories. */
public final class Stories {
  private Stories() {}

  public static Set<String> names() {
    return Set.of("online-shop", "design-studio");
  }

  /** The whole story of so many days. */
  public static Story of(String name, long seed, int days) {
    return switch (name) {
      case "online-shop" -> OnlineShop.story(seed, days);
      case "design-studio" -> DesignStudio.story(seed, days);
      default ->
          throw new IllegalArgumentException(
              "SIM_WORKSPACE: "
                  + name
                  + " (expected: restaurant-group, online-shop or design-studio)");
    };
  }
}
