package io.mainstem.simulators;

import io.mainstem.simulators.business.Calendar;
import io.mainstem.simulators.story.Seat;
import io.mainstem.simulators.story.Stories;
import io.mainstem.simulators.story.Story;
import io.mainstem.simulators.story.StoryRun;
import io.mainstem.simulators.story.StorySettings;
import io.mainstem.simulators.tools.Drive;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads what the environment says about a story, and puts it on its tools. */
final class StoryWiring {
  private static final String FAST = "200/1s";
  private static final int MILLIS_A_SECOND_DIGITS = 3;

  private StoryWiring() {}

  /**
   * Serves the story's tools.
   *
   * @throws IllegalArgumentException naming every problem of the environment at once
   */
  static StoryRun open(Settings settings, Consumer<String> out) throws IOException {
    int days = settings.number("SIM_DAYS", 14, 0, Calendar.HORIZON_DAYS);
    long seed = settings.read("SIM_SEED", "42", "a whole number", Long::parseLong);
    Story story = Stories.of(settings.text("SIM_WORKSPACE", ""), seed, days);
    Map<String, Map<String, String>> secrets = new HashMap<>();
    Map<String, String> urlSecrets = new HashMap<>();
    for (Seat seat : story.seats()) {
      Map<String, String> held = new HashMap<>();
      seat.secrets().forEach((name, variable) -> held.put(name, value(settings, variable)));
      secrets.put(seat.tool(), held);
      if (seat.urlSecret() != null) {
        urlSecrets.put(seat.tool(), settings.required(seat.urlSecret()));
      }
    }
    String folder = settings.optional(story.folderSetting());
    StorySettings chosen =
        new StorySettings(
            settings.number("MAINSTEM_PORT", 8083, 0, 65535),
            settings.text("MAINSTEM_PUBLIC_URL", "http://127.0.0.1:8081").replaceAll("/+$", ""),
            secrets,
            urlSecrets,
            days,
            settings.read(
                "SIM_SECONDS_PER_DAY",
                "8",
                "a number of seconds, e.g. 8 or 0.5",
                text ->
                    Duration.ofMillis(
                        new BigDecimal(text)
                            .movePointRight(MILLIS_A_SECOND_DIGITS)
                            .longValueExact())),
            folder == null ? null : Path.of(folder),
            settings.folder("MAINSTEM_STATE", "data/simulators"),
            limit(settings));
    settings.refuseIfWrong();
    return StoryRun.open(
        story,
        chosen,
        seed,
        tool -> tool.equals("drive") ? new Drive() : Simulators.vendor(tool),
        (offices, faults) -> new OfficeControl(offices, faults).apis(),
        out);
  }

  private static String value(Settings settings, String variable) {
    String[] nameAndDefault = variable.split("=", 2);
    return nameAndDefault.length == 2
        ? settings.text(nameAndDefault[0], nameAndDefault[1])
        : settings.required(variable);
  }

  private static @Nullable String limit(Settings settings) {
    return settings.text("SIM_LIMITS", "fast").equals("real") ? null : FAST;
  }
}
