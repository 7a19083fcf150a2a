package io.mainstem.runtime.streams;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ThreadReplacementTest {
  private final ThreadReplacement replacement = new ThreadReplacement();

  @Test
  void shouldAllowAsManyAsTheLimitAndNotOneMore() {
    for (int i = 0; i < ThreadReplacement.MAX_IN_WINDOW; i++) {
      assertThat(replacement.allowed(i)).isTrue();
    }
    assertThat(replacement.allowed(ThreadReplacement.MAX_IN_WINDOW)).isFalse();
  }

  @Test
  void shouldForgetWhatLiesBeforeTheWindow() {
    for (int i = 0; i < ThreadReplacement.MAX_IN_WINDOW; i++) {
      replacement.allowed(0);
    }

    assertThat(replacement.allowed(ThreadReplacement.WINDOW_NANOS)).isFalse();
    assertThat(replacement.allowed(ThreadReplacement.WINDOW_NANOS + 1)).isTrue();
  }
}
