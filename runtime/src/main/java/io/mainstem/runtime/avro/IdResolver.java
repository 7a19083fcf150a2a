package io.mainstem.runtime.avro;

import io.apicurio.registry.resolver.ParsedSchema;
import io.apicurio.registry.resolver.ParsedSchemaImpl;
import io.apicurio.registry.resolver.SchemaLookupResult;
import io.apicurio.registry.resolver.SchemaParser;
import io.apicurio.registry.resolver.SchemaResolver;
import io.apicurio.registry.resolver.client.RegistryClientFacade;
import io.apicurio.registry.resolver.data.Record;
import io.apicurio.registry.resolver.strategy.ArtifactReference;
import io.apicurio.registry.resolver.strategy.ArtifactReferenceResolverStrategy;
import io.apicurio.registry.serde.avro.AvroSchemaParser;
import io.apicurio.registry.serde.data.SerdeRecord;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericContainer;

/**
 * Puts our {@link SchemaIds} where Apicurio's serde would ask its own client, whose refresh loops
 * for ever on an id the registry does not have (apicurio-registry#8891).
 */
final class IdResolver<T> implements SchemaResolver<Schema, T> {
  private final SchemaIds ids;
  private final AvroSchemaParser<T> parser;

  /** Apicurio writes a schema out as text whenever it parses one: once must be enough. */
  private final Map<Schema, ParsedSchema<Schema>> written = new ConcurrentHashMap<>();

  private final Map<Integer, SchemaLookupResult<Schema>> read = new ConcurrentHashMap<>();

  IdResolver(SchemaIds ids, AvroSchemaParser<T> parser) {
    this.ids = ids;
    this.parser = parser;
  }

  @Override
  public SchemaLookupResult<Schema> resolveSchema(Record<T> record) {
    ParsedSchema<Schema> parsed = parsed(record);
    String subject = ((SerdeRecord<T>) record).metadata().getTopic() + "-value";
    return result(ids.idOf(subject, parsed.getParsedSchema()), parsed);
  }

  private ParsedSchema<Schema> parsed(Record<T> record) {
    return record.payload() instanceof GenericContainer container
        ? written.computeIfAbsent(container.getSchema(), _ -> parser.getSchemaFromData(record))
        : parser.getSchemaFromData(record);
  }

  @Override
  public SchemaLookupResult<Schema> resolveSchemaByArtifactReference(ArtifactReference reference) {
    int id = Math.toIntExact(reference.getContentId());
    SchemaLookupResult<Schema> known = read.get(id);
    if (known != null) {
      return known;
    }
    // Not inside the map: a look-up may wait for the registry.
    SchemaLookupResult<Schema> found = lookUp(id);
    read.put(id, found);
    return found;
  }

  private SchemaLookupResult<Schema> lookUp(int id) {
    Schema schema = ids.schemaOf(id);
    return result(
        id,
        new ParsedSchemaImpl<Schema>()
            .setParsedSchema(schema)
            .setRawSchema(schema.toString().getBytes(StandardCharsets.UTF_8)));
  }

  @Override
  public SchemaParser<Schema, T> getSchemaParser() {
    return parser;
  }

  @Override
  public void setClientFacade(RegistryClientFacade facade) {}

  @Override
  public void setArtifactResolverStrategy(ArtifactReferenceResolverStrategy<Schema, T> strategy) {}

  @Override
  public void reset() {}

  @Override
  public void close() {}

  private static SchemaLookupResult<Schema> result(long id, ParsedSchema<Schema> parsed) {
    return SchemaLookupResult.<Schema>builder().contentId(id).parsedSchema(parsed).build();
  }
}
