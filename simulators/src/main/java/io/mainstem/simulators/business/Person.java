package io.mainstem.simulators.business;

import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * One customer, whatever the tools call them. An id is null where that tool does not know them.
 *
 * @param phone E.164
 * @param client index of the company they buy for, or null
 * @param since when the tools first hear of them
 * @param tillKnowsEmail false where the till has only the phone number
 */
public record Person(
    int number,
    String title,
    String given,
    String family,
    String email,
    String phone,
    @Nullable String contactId,
    @Nullable String tillCustomerId,
    @Nullable String xeroContactId,
    @Nullable Integer client,
    LocalDateTime since,
    boolean tillKnowsEmail) {

  /** 0161 496 0123, as people write it. */
  public String phoneWritten() {
    return "0" + phone.substring(3, 6) + " " + phone.substring(6, 9) + " " + phone.substring(9);
  }
}
