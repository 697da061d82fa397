using System.Security.Cryptography;

namespace PrivateInvoke.Local.Lambda;

/// <summary>
/// What a function's processes sign their requests with. Made anew in each run and good only here: the interface endpoint tells the
/// caller by the key.
/// </summary>
public sealed record FunctionCredentials
{
    private const string KeyAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    public required string FunctionName { get; init; }

    public required string AccessKeyId { get; init; }

    public required string SecretAccessKey { get; init; }

    public required string SessionToken { get; init; }

    public static FunctionCredentials Create(string functionName) => new()
    {
        FunctionName = functionName,
        AccessKeyId = "ASIA" + RandomNumberGenerator.GetString(KeyAlphabet, 16),
        SecretAccessKey = Convert.ToBase64String(RandomNumberGenerator.GetBytes(30)),
        SessionToken = Convert.ToBase64String(RandomNumberGenerator.GetBytes(96)),
    };

    // A record would print the secret.
    public override string ToString() => $"{FunctionName}: {AccessKeyId}";
}
