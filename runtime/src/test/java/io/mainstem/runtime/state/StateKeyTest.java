package io.mainstem.runtime.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstem.runtime.config.Settings;
import io.mainstem.runtime.config.SettingsException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateKeyTest {
  private final StateKey key = StateKey.of(StateKey.generate());

  @Test
  void shouldOpenOnlyWhatItSealedAndOnlyWhereItWasKept() {
    byte[] value = "a refresh token".getBytes(StandardCharsets.UTF_8);
    byte[] sealed = key.seal(value, "crm|token|refresh");

    assertThat(key.open(sealed, "crm|token|refresh")).isEqualTo(value);
    assertThat(key.seal(value, "crm|token|refresh")).isNotEqualTo(sealed);
    assertThatThrownBy(() -> key.open(sealed, "pos|token|refresh"))
        .isInstanceOf(StateSealedException.class)
        .hasMessageContaining("MAINSTEM_STATE_KEY");
    assertThatThrownBy(() -> StateKey.of(StateKey.generate()).open(sealed, "crm|token|refresh"))
        .isInstanceOf(StateSealedException.class);
    for (int i = 0; i < sealed.length; i++) {
      byte[] changed = sealed.clone();
      changed[i] ^= 1;
      assertThatThrownBy(() -> key.open(changed, "crm|token|refresh"))
          .isInstanceOf(StateSealedException.class);
    }
  }

  @Test
  void shouldReadTheKeyFromTheEnvironmentOrAFileAndNeverShowIt(@TempDir Path folder)
      throws IOException {
    Path file = Files.writeString(folder.resolve("state.key"), StateKey.generate() + "\n");

    assertThat(StateKey.read(Settings.of(Map.of()))).isEmpty();
    assertThat(StateKey.read(Settings.of(Map.of("MAINSTEM_STATE_KEY_FILE", file.toString()))))
        .isPresent();
    String tooShort = Base64.getEncoder().encodeToString(new byte[31]);
    Settings settings = Settings.of(Map.of("MAINSTEM_STATE_KEY", tooShort));
    assertThat(StateKey.read(settings)).isEmpty();
    assertThatThrownBy(settings::check)
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("32 bytes in base64")
        .message()
        .doesNotContain(tooShort);
  }
}
