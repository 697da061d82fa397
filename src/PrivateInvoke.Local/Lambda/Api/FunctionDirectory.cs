using System.Collections.Concurrent;
using PrivateInvoke.Local.Lambda.Environments;

namespace PrivateInvoke.Local.Lambda.Api;

/// <summary>The functions by name, and what a client's name for one of them means.</summary>
internal sealed class FunctionDirectory(IReadOnlyList<HostedFunction> functions)
{
    // Clients repeat themselves: parsing a name costs more than finding it. Bounded, since a client chooses the names.
    private const int MaxRemembered = 1000;

    private readonly Dictionary<string, HostedFunction> _byName = functions.ToDictionary(hosted => hosted.Function.Name, StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string, string?), Resolution> _remembered = new();

    public IReadOnlyList<HostedFunction> All => functions;

    public HostedFunction? Find(string name) => _byName.GetValueOrDefault(name);

    public Resolution Resolve(string text, string? qualifier)
    {
        if (_remembered.TryGetValue((text, qualifier), out var known))
            return known;

        var resolution = ResolveAnew(text, qualifier is "" ? null : qualifier);
        if (_remembered.Count < MaxRemembered)
            _remembered.TryAdd((text, qualifier), resolution);
        return resolution;
    }

    private Resolution ResolveAnew(string text, string? qualifier)
    {
        if (FunctionReference.Parse(text) is not { } reference)
            return new Resolution.Refused(ApiError.InvalidName(text));

        if (reference.Qualifier is not null && qualifier is not null && reference.Qualifier != qualifier)
            return new Resolution.Refused(ApiError.QualifierMismatch);

        if (qualifier is not null && !FunctionReference.IsQualifier(qualifier))
            return new Resolution.Refused(ApiError.NotInPattern("qualifier", qualifier, FunctionReference.QualifierPattern));

        qualifier ??= reference.Qualifier;
        if (Find(reference.Name) is not { } hosted)
            return new Resolution.Refused(ApiError.FunctionNotFound(Arn(reference, qualifier)));

        var here = hosted.Function;
        if (reference.Region is { } region && region != here.Region)
            return new Resolution.Refused(ApiError.NotInRegion(region, here.Region));

        if (reference.Account is { } account && account != AccountOf(here.Arn))
            return new Resolution.Refused(ApiError.FunctionNotFound(Arn(reference, qualifier)));

        return qualifier is null or "$LATEST" || here.Qualifiers.ContainsKey(qualifier)
            ? new Resolution.Found(hosted, qualifier)
            : new Resolution.Refused(ApiError.FunctionNotFound($"{here.Arn}:{qualifier}"));
    }

    private string Arn(FunctionReference reference, string? qualifier)
    {
        var some = functions.Count > 0 ? functions[0].Function : null;
        var region = reference.Region ?? some?.Region ?? "us-east-1";
        var account = reference.Account ?? AccountOf(some?.Arn) ?? "000000000000";
        var partition = some?.Arn.Split(':') is [_, var known, ..] ? known : "aws";
        var arn = $"arn:{partition}:lambda:{region}:{account}:function:{reference.Name}";
        return qualifier is null ? arn : $"{arn}:{qualifier}";
    }

    private static string? AccountOf(string? arn) => arn?.Split(':') is { Length: > 4 } parts ? parts[4] : null;
}

internal abstract record Resolution
{
    private Resolution()
    {
    }

    public sealed record Found(HostedFunction Hosted, string? Qualifier) : Resolution;

    public sealed record Refused(ApiError Error) : Resolution;
}
