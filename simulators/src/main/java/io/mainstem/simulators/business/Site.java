package io.mainstem.simulators.business;

import java.util.List;

/** One restaurant. */
public record Site(
    int id,
    String code,
    String name,
    String town,
    String postcode,
    String phone,
    String locationId,
    List<Till> tills,
    List<StaffMember> staff) {

  public Site {
    tills = List.copyOf(tills);
    staff = List.copyOf(staff);
  }
}
