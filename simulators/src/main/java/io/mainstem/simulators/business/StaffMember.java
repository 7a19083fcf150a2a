package io.mainstem.simulators.business;

import java.time.LocalDate;

/**
 * Someone who works at a site.
 *
 * @param pencePerMinute a whole number of pence, so that labour cost is exact
 * @param teamMemberId the same person's id at the till
 */
public record StaffMember(
    int id,
    String employeeNo,
    String given,
    String family,
    String email,
    String mobile,
    String role,
    String jobTitle,
    int siteId,
    int pencePerMinute,
    LocalDate startedOn,
    String teamMemberId) {

  public int hourlyPence() {
    return pencePerMinute * 60;
  }
}
