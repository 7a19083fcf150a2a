package io.mainstem.benchmarks;

import io.mainstem.benchmarks.IdentitySet.Column;
import io.mainstem.canonicalizer.merge.Envelope;
import io.mainstem.schemas.Entities;
import io.mainstem.schemas.canonical.Address;
import io.mainstem.schemas.canonical.Email;
import io.mainstem.schemas.canonical.Person;
import io.mainstem.schemas.canonical.PersonName;
import io.mainstem.schemas.canonical.Phone;
import io.mainstem.schemas.canonical.Product;
import io.mainstem.schemas.canonical.Site;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Rows of public sets as canonical records, as a tool file would map them. */
final class IdentityRecords {
  private IdentityRecords() {}

  static SpecificRecord of(String entity, IdentitySet.Row row) {
    return switch (entity) {
      case "person" -> person(row);
      case "site" -> site(row);
      default -> product(row);
    };
  }

  private static Person person(IdentitySet.Row row) {
    Person person = (Person) Envelope.blank(Entities.PERSON);
    person.setName(
        PersonName.newBuilder()
            .setFull((row.get(Column.GIVEN) + " " + row.get(Column.FAMILY)).strip())
            .setGiven(text(row, Column.GIVEN))
            .setFamily(text(row, Column.FAMILY))
            .build());
    person.setBirthDate(date(row.get(Column.BORN)));
    if (!row.get(Column.EMAIL).isEmpty()) {
      String email = row.get(Column.EMAIL).toLowerCase(Locale.ROOT);
      person.setEmails(List.of(new Email(email, row.get(Column.EMAIL))));
    }
    if (!row.get(Column.PHONE).isEmpty()) {
      person.setPhones(List.of(new Phone(row.get(Column.PHONE), row.get(Column.PHONE))));
    }
    person.setAddresses(List.of(address(row)));
    person.setCustomerNumber(text(row, Column.NATIONAL_ID));
    return person;
  }

  private static Site site(IdentitySet.Row row) {
    Site site = (Site) Envelope.blank(Entities.SITE);
    site.setName(text(row, Column.NAME));
    site.setAddress(address(row));
    if (!row.get(Column.PHONE).isEmpty()) {
      site.setPhone(new Phone(row.get(Column.PHONE), row.get(Column.PHONE)));
    }
    return site;
  }

  private static Product product(IdentitySet.Row row) {
    Product product = (Product) Envelope.blank(Entities.PRODUCT);
    product.setName(text(row, Column.NAME));
    return product;
  }

  private static Address address(IdentitySet.Row row) {
    String street = (row.get(Column.STREET_NUMBER) + " " + row.get(Column.STREET)).strip();
    return Address.newBuilder()
        .setLine1(street.isEmpty() ? null : street)
        .setLine2(text(row, Column.STREET_2))
        .setLocality(text(row, Column.TOWN))
        .setPostcode(text(row, Column.POSTCODE))
        .build();
  }

  private static @Nullable String text(IdentitySet.Row row, Column column) {
    String value = row.get(column);
    return value.isEmpty() ? null : value;
  }

  /** ISO, or the same without dashes; a date that is none is missing. */
  private static @Nullable LocalDate date(String text) {
    try {
      return text.isEmpty()
          ? null
          : LocalDate.parse(
              text.contains("-") ? text.replace("-", "") : text, DateTimeFormatter.BASIC_ISO_DATE);
    } catch (DateTimeException notADate) {
      return null;
    }
  }
}
