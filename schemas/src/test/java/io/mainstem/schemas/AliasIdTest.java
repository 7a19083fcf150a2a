package io.mainstem.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class AliasIdTest {
  @Test
  void shouldMatchThePublishedVersion5Example() {
    UUID dns = UUID.fromString("6ba7b810-9dad-11d1-80b4-00c04fd430c8");

    // RFC 9562, appendix A.4.
    assertThat(NameUuid.of(dns, "www.example.com"))
        .isEqualTo(UUID.fromString("2ed6657d-e927-568b-95e1-2665a8aea6a2"));
  }

  @Test
  void shouldNeverRenumber() {
    assertThat(AliasId.of("person", "crm", "contact", "101"))
        .isEqualTo("cus_" + NameUuid.of(AliasId.NAMESPACE, "crm|contact|101"))
        .isEqualTo("cus_0e075405-f21d-5322-9da4-0f91fbb7ba8d");
  }

  @Test
  void shouldFindTheEntityOfAnId() {
    assertThat(Entities.ofId("cus_x")).contains(Entities.PERSON);
    assertThat(Entities.ofId("zzz_x")).isEmpty();
  }

  @Test
  void shouldRoundTripKeysWhoseSourceIdHasBars() {
    SourceKey key = new SourceKey("rota", "shifts", "7|2026-03-02");

    assertThat(SourceKey.parse(key.toString())).isEqualTo(key);
    assertThat(key.topicKey()).isEqualTo("shifts|7|2026-03-02");
    assertThat(key.linkKey("shift")).isEqualTo("shift|rota|shifts|7|2026-03-02");
  }

  @Test
  void shouldRefuseNamesThatWouldBlurTheKey() {
    assertThatThrownBy(() -> new SourceKey("a|b", "c", "1")).hasMessageContaining("connection");
    assertThatThrownBy(() -> new SourceKey("a", "", "1")).hasMessageContaining("object");
    assertThatThrownBy(() -> SourceKey.parse("a|b")).hasMessageContaining("source key");
  }
}
