package io.mainstem.canonicalizer;

import io.mainstem.canonicalizer.fragment.Token;
import io.mainstem.canonicalizer.map.Identifiers;
import io.mainstem.canonicalizer.map.SourceMapper;
import io.mainstem.canonicalizer.merge.Envelope;
import io.mainstem.connections.identity.Profile;
import io.mainstem.connections.json.Bytes;
import io.mainstem.connections.map.Fragment;
import io.mainstem.connections.map.FragmentKey;
import io.mainstem.connections.map.MapResult;
import io.mainstem.connections.map.UnfitCode;
import io.mainstem.schemas.AliasId;
import io.mainstem.schemas.Entities;
import io.mainstem.schemas.EntityType;
import io.mainstem.schemas.SourceKey;
import io.mainstem.schemas.canonical.Company;
import io.mainstem.schemas.canonical.Deal;
import io.mainstem.schemas.canonical.DealStatus;
import io.mainstem.schemas.canonical.Email;
import io.mainstem.schemas.canonical.Money;
import io.mainstem.schemas.canonical.Payment;
import io.mainstem.schemas.canonical.PaymentStatus;
import io.mainstem.schemas.canonical.Person;
import io.mainstem.schemas.canonical.PersonName;
import io.mainstem.schemas.canonical.Phone;
import io.mainstem.schemas.canonical.Ref;
import io.mainstem.schemas.canonical.Terminal;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Maps payloads written {@code key=value;key=value}. A contact is a person and, where it names one,
 * a company, to which the person then refers; a payment tells of its terminal too.
 */
public record ToyMapper(String connection) implements SourceMapper {
  public static final Identifiers IDENTIFIERS =
      (_, partial) -> new Identifiers.Found(tokens(partial), Profile.EMPTY);

  @Override
  public MapResult map(String object, Bytes payload) {
    Map<String, String> values = new HashMap<>();
    for (String pair : payload.text().split(";", -1)) {
      String[] parts = pair.split("=", 2);
      if (parts.length != 2) {
        return new MapResult.Unfit(UnfitCode.NOT_JSON, "Not pairs.", null);
      }
      values.put(parts[0], parts[1]);
    }
    if (values.containsKey("skip")) {
      return new MapResult.Filtered("left out");
    }
    return switch (object) {
      case "contact" -> contact(values);
      case "deal" -> deal(values);
      case "payment" -> payment(values);
      default -> new MapResult.Unfit(UnfitCode.UNKNOWN_OBJECT, "No such object.", null);
    };
  }

  @Override
  public List<FragmentKey> own(String object, String sourceId) {
    SourceKey key = new SourceKey(connection, object, sourceId);
    return switch (object) {
      case "contact" ->
          List.of(new FragmentKey(Entities.PERSON, key), new FragmentKey(Entities.COMPANY, key));
      case "deal" -> List.of(new FragmentKey(Entities.DEAL, key));
      case "payment" -> List.of(new FragmentKey(Entities.PAYMENT, key));
      default -> List.of();
    };
  }

  private MapResult contact(Map<String, String> values) {
    SourceKey key = key("contact", values);
    Person person = blank(Entities.PERSON, Person.class, key);
    person.setName(
        values.containsKey("name")
            ? PersonName.newBuilder().setFull(values.get("name")).build()
            : null);
    person.setJobTitle(values.get("job"));
    text(values, "email").ifPresent(email -> person.setEmails(List.of(new Email(email, email))));
    text(values, "phone").ifPresent(phone -> person.setPhones(List.of(new Phone(phone, phone))));
    person.setMissing(values.containsKey("name") ? List.of() : List.of("name"));
    text(values, "note").ifPresent(note -> person.setExtensions(Map.of("note", note)));
    List<Fragment> fragments = new ArrayList<>();
    fragments.add(new Fragment(Entities.PERSON, key, person));
    if (values.containsKey("company")) {
      Company company = blank(Entities.COMPANY, Company.class, key);
      company.setLegalName(values.get("company"));
      person.setCompany(new Ref(AliasId.of(Entities.COMPANY, key), null));
      fragments.add(new Fragment(Entities.COMPANY, key, company));
    }
    return new MapResult.Mapped(fragments);
  }

  private MapResult deal(Map<String, String> values) {
    SourceKey key = key("deal", values);
    Deal deal = blank(Entities.DEAL, Deal.class, key);
    deal.setName(values.get("name"));
    String status = values.getOrDefault("status", "OPEN");
    if (!Set.of("OPEN", "WON", "LOST").contains(status)) {
      return new MapResult.Unfit(
          UnfitCode.UNKNOWN_VALUE, "The status " + status + " is not known.", "status");
    }
    deal.setStatus(DealStatus.valueOf(status));
    text(values, "amount")
        .ifPresent(amount -> deal.setAmount(new Money(new BigDecimal(amount), "GBP")));
    text(values, "contact")
        .ifPresent(
            id ->
                deal.setPrimaryContact(
                    new Ref(
                        AliasId.of(Entities.PERSON, new SourceKey(connection, "contact", id)),
                        null)));
    return new MapResult.Mapped(List.of(new Fragment(Entities.DEAL, key, deal)));
  }

  private MapResult payment(Map<String, String> values) {
    SourceKey key = key("payment", values);
    SourceKey till = new SourceKey(connection, "device", values.getOrDefault("till", "T1"));
    Payment payment = blank(Entities.PAYMENT, Payment.class, key);
    payment.setStatus(PaymentStatus.valueOf(values.getOrDefault("status", "CAPTURED")));
    payment.setTerminal(new Ref(AliasId.of(Entities.TERMINAL, till), null));
    Terminal terminal = blank(Entities.TERMINAL, Terminal.class, till);
    terminal.setName(values.getOrDefault("tillName", "Till"));
    return new MapResult.Mapped(
        List.of(
            new Fragment(Entities.PAYMENT, key, payment),
            new Fragment(Entities.TERMINAL, till, terminal)));
  }

  private SourceKey key(String object, Map<String, String> values) {
    return new SourceKey(connection, object, values.getOrDefault("id", "0"));
  }

  private static <T extends SpecificRecord> T blank(
      EntityType entity, Class<T> type, SourceKey key) {
    T blank = type.cast(Envelope.blank(entity));
    Envelope.set(blank, Envelope.ID, AliasId.of(entity, key));
    Envelope.set(blank, Envelope.VERSION, 0L);
    Envelope.set(blank, Envelope.UPDATED_AT, Instant.EPOCH);
    return blank;
  }

  private static Optional<String> text(Map<String, String> values, String name) {
    return Optional.ofNullable(values.get(name));
  }

  private static List<Token> tokens(SpecificRecord partial) {
    List<Token> tokens = new ArrayList<>();
    if (partial instanceof Person person) {
      person.getEmails().forEach(email -> tokens.add(Token.of("email", email.getAddress())));
      person.getPhones().forEach(phone -> add(tokens, "phone", phone.getE164()));
    } else if (partial instanceof Company company) {
      add(tokens, "name", company.getLegalName());
    }
    return tokens;
  }

  private static void add(List<Token> tokens, String kind, @Nullable String value) {
    if (value != null) {
      tokens.add(Token.of(kind, value));
    }
  }
}
