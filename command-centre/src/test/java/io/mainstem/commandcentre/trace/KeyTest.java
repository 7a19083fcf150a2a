package io.mainstem.commandcentre.trace;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyTest {
  @ParameterizedTest
  @CsvSource({
    "' Odalys@Example.org ', EmailAddress",
    "cus_11111111-1111-5111-8111-111111111111, Id",
    "zzz_11111111-1111-5111-8111-111111111111, Words",
    "crm|contact|1|2, SourceRecord",
    "+442079460018, PhoneNumber",
    "020 7946 0018, PhoneNumber",
    "(020) 7946-0018, PhoneNumber",
    "2079460018, Words",
    "INV-0107, Words",
    "2026-03-04, Words",
    "Odalys Fennimore, Words"
  })
  void shouldTakeAKeyForWhatItLooksLike(String pasted, String kind) {
    assertThat(Key.of(pasted).getClass().getSimpleName()).isEqualTo(kind);
  }

  @Test
  void shouldCutAKeyPastTheLimit() {
    assertThat(Key.of("x".repeat(Key.MAX_LENGTH)))
        .isEqualTo(new Key.Words("x".repeat(Key.MAX_LENGTH)));
    assertThat(Key.of("x".repeat(Key.MAX_LENGTH + 1)))
        .isEqualTo(new Key.Words("x".repeat(Key.MAX_LENGTH)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '@',
      textBlock =
          """
          {"amount":84.5000,"currency":"GBP"}          ; 84.50 GBP
          {"amount":0.1234,"currency":"GBP"}           ; 0.1234 GBP
          {"amount":1000,"currency":"JPY"}             ; 1000.00 JPY
          {"full":"O Fennimore","given":"O"}           ; O Fennimore
          [{"e164":"+442079460018","raw":"020"}]       ; +442079460018
          {"name":"Lunch","quantity":{"amount":2.000000,"unit":"H87"}} ; Lunch · quantity amount 2 · H87
          0.000000                                     ; 0
          null                                         ; none
          """)
  void shouldShowValuesAsPeopleReadThem(String json, String shown) throws Exception {
    assertThat(Fields.shown(new ObjectMapper().readTree(json))).isEqualTo(shown);
  }
}
