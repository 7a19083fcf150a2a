package io.mainstem.canonicalizer.merge;

import io.mainstem.canonicalizer.fragment.Digest;
import io.mainstem.connections.Ownership;
import io.mainstem.schemas.EntityType;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;

/** Whose value of a field wins: {@link io.mainstem.connections.Authority#ownership}. */
@FunctionalInterface
public interface FieldAuthority {
  Ownership of(String entity, String field);

  /** Equal where it makes the same of the same members. */
  default Digest print(EntityType entity) {
    Stream<String> fields =
        Envelope.businessFields(entity.schema()).stream().map(Schema.Field::name);
    return Digest.of(
        Stream.concat(fields, Stream.of(Envelope.EXTENSIONS))
            .map(field -> field + " " + words(of(entity.name(), field)))
            .collect(Collectors.joining("\n")));
  }

  /** All but the lines, which move without meaning anything. */
  private static String words(Ownership ownership) {
    return ownership.group()
        + " "
        + ownership.lists()
        + " "
        + ownership.orders().stream()
            .map(order -> order.since() + " " + order.from() + " " + order.connections())
            .toList();
  }
}
