namespace PrivateInvoke.Terraform.Packaging;

/// <summary>The arguments of <c>dotnet</c> that make a function's program.</summary>
public static class PublishArguments
{
    /// <param name="output">Gets the program and the files that it reads.</param>
    public static IReadOnlyList<string> Of(PackageJob job, PackageRequest request, PackageRuntime runtime, string output) =>
    [
        "publish",
        job.Project,
        "--configuration",
        "Release",
        "--runtime",
        job.RuntimeIdentifier,
        "--artifacts-path",
        request.BuildFolder,
        "--output",
        output,
        "-nologo",
        "-verbosity:minimal",
        "-tl:off",
        "-nodeReuse:false",
        .. Properties(request, runtime)
            .Concat(request.Properties)
            .OrderBy(property => property.Key, StringComparer.Ordinal)
            .Select(property => $"-p:{property.Key}={Escape(property.Value)}"),
    ];

    private static Dictionary<string, string> Properties(PackageRequest request, PackageRuntime runtime)
    {
        var properties = new Dictionary<string, string>
        {
            // Neither the commit nor the folder is the function's input; both would change its bytes.
            ["IncludeSourceRevisionInInformationalVersion"] = "false",
            ["PathMap"] = $"{Path.TrimEndingDirectorySeparator(request.Sources)}=/_",
            ["DebugType"] = "none",
            ["NativeDebugSymbols"] = "false",
            // Of no use in Lambda.
            ["PublishDocumentationFiles"] = "false",
            ["StaticWebAssetsEnabled"] = "false",
            // The build has run them.
            ["RunAnalyzers"] = "false",
            // A compiler that outlives the command would be a process that nobody ends.
            ["UseSharedCompilation"] = "false",
            // What the trimmer says of a package is reported, and does not stop a deployment.
            ["ILLinkTreatWarningsAsErrors"] = "false",
            ["IlcTreatWarningsAsErrors"] = "false",
            ["TrimmerSingleWarn"] = "false",
        };
        string[] on = runtime is PackageRuntime.Aot
            ? ["PublishAot"]
            : ["SelfContained", "PublishSingleFile", "PublishReadyToRun", "PublishTrimmed"];
        foreach (var property in on)
            properties[property] = "true";

        return properties;
    }

    /// <summary>MSBuild ends a property at a comma or a semicolon.</summary>
    private static string Escape(string value) =>
        value.Replace("%", "%25", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal).Replace(";", "%3B", StringComparison.Ordinal);
}
