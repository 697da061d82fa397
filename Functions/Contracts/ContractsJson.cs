using System.Text.Json.Serialization;

namespace Functions.Contracts;

[JsonSerializable(typeof(QuoteRequest))]
[JsonSerializable(typeof(Quote))]
public sealed partial class ContractsJson : JsonSerializerContext;
