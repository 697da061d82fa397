using PrivateInvoke.Local.Lambda;

namespace PrivateInvoke.IntegrationTests.Conformance;

/// <summary>What a client signs with; <see cref="Unsigned"/>: not at all.</summary>
public sealed record ClientKeys(string AccessKeyId, string SecretAccessKey, string? SessionToken = null)
{
    public static ClientKeys Developer { get; } = new("test", "test");

    public static ClientKeys Unsigned { get; } = new("", "");

    public bool Signs => this != Unsigned;

    public static ClientKeys Of(FunctionCredentials function) =>
        new(function.AccessKeyId, function.SecretAccessKey, function.SessionToken);
}
