using System.Text.Json;
using Amazon.Lambda.Core;

namespace Amazon.Lambda.RuntimeSupport.Context;

/// <summary><c>{"cognitoIdentityId":"…","cognitoIdentityPoolId":"…"}</c></summary>
internal sealed class CognitoIdentity : ICognitoIdentity
{
    public string IdentityId { get; private init; }

    public string IdentityPoolId { get; private init; }

    public static CognitoIdentity Parse(string json)
    {
        if (string.IsNullOrWhiteSpace(json))
        {
            return new CognitoIdentity();
        }

        using var document = JsonDocument.Parse(json);
        string Value(string name) => document.RootElement.TryGetProperty(name, out var value) ? value.GetString() : null;
        return new CognitoIdentity { IdentityId = Value("cognitoIdentityId"), IdentityPoolId = Value("cognitoIdentityPoolId") };
    }
}
