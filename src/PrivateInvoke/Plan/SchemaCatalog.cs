using System.Text.Json;

namespace PrivateInvoke.Plan;

/// <summary>Every resource type's schema, as much of it as is used: 2 MB of the provider's 13.</summary>
/// <param name="types">By type, a data source's with <c>data.</c> before it.</param>
internal sealed class SchemaCatalog(IReadOnlyDictionary<string, ResourceSchema> types)
{
    /// <summary>Counts up when more of a schema is used.</summary>
    public const int Format = 1;

    private const string Data = "data.";

    public static readonly SchemaCatalog Empty = new(new Dictionary<string, ResourceSchema>());

    /// <summary>Null where the catalog does not tell of the type.</summary>
    public ResourceSchema? Of(string type) => types.GetValueOrDefault(type);

    public ResourceSchema? OfData(string type) => types.GetValueOrDefault(Data + type);

    /// <param name="json"><c>{"provider_schemas":{"registry…/aws":{"resource_schemas":{"aws_vpc":{"block":{}}}}}}</c></param>
    public static async Task<SchemaCatalog> ReadAsync(JsonWalker json, CancellationToken cancellationToken)
    {
        var types = new Dictionary<string, ResourceSchema>();
        await foreach (var key in json.PropertiesAsync(cancellationToken).ConfigureAwait(false))
        {
            if (key != "provider_schemas")
            {
                await json.SkipAsync(cancellationToken).ConfigureAwait(false);
                continue;
            }

            await foreach (var _ in json.PropertiesAsync(cancellationToken).ConfigureAwait(false))
                await ReadProviderAsync(json, types, cancellationToken).ConfigureAwait(false);
        }

        return new SchemaCatalog(types);
    }

    /// <summary>Writes what <see cref="ReadAsync"/> reads, without what is not used.</summary>
    public void Write(Stream stream)
    {
        using var json = new Utf8JsonWriter(stream);
        json.WriteStartObject();
        json.WriteStartObject("provider_schemas");
        json.WriteStartObject("all");
        foreach (var kind in types.GroupBy(pair => pair.Key.StartsWith(Data, StringComparison.Ordinal)))
        {
            json.WriteStartObject(kind.Key ? "data_source_schemas" : "resource_schemas");
            foreach (var (type, schema) in kind)
            {
                json.WriteStartObject(kind.Key ? type[Data.Length..] : type);
                WriteBlock(json, schema);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static async Task ReadProviderAsync(
        JsonWalker json, Dictionary<string, ResourceSchema> types, CancellationToken cancellationToken)
    {
        await foreach (var key in json.PropertiesAsync(cancellationToken).ConfigureAwait(false))
        {
            if (key is not ("resource_schemas" or "data_source_schemas"))
            {
                await json.SkipAsync(cancellationToken).ConfigureAwait(false);
                continue;
            }

            await foreach (var type in json.PropertiesAsync(cancellationToken).ConfigureAwait(false))
            {
                var schema = await json.ValueAsync(cancellationToken).ConfigureAwait(false);
                types[key == "resource_schemas" ? type : Data + type] = ResourceSchema.Read(schema.GetProperty("block"));
            }
        }
    }

    private static void WriteBlock(Utf8JsonWriter json, ResourceSchema schema)
    {
        json.WriteStartObject("block");
        json.WriteStartObject("attributes");
        foreach (var (name, attribute) in schema.Computed)
        {
            json.WriteStartObject(name);
            json.WritePropertyName("type");
            attribute.Type.Write(json);
            json.WriteBoolean("optional", attribute.IsOptional);
            json.WriteBoolean("computed", true);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteStartObject("block_types");
        foreach (var (name, block) in schema.Blocks)
        {
            json.WriteStartObject(name);
            WriteBlock(json, block);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }
}
