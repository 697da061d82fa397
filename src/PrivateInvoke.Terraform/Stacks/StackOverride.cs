
namespace PrivateInvoke.Terraform.Stacks;

/// <summary>What a stack's scratch copy adds to the configuration: where the state is, and what an emulator needs of the provider.</summary>
internal static class StackOverride
{
    /// <summary>
    /// STS answers on emulators, so the account's id is asked for: without it a rule's <c>referenced_security_group_id</c> never settles.
    /// </summary>
    private const string Emulator = """
          profile                     = null
          allowed_account_ids         = null
          forbidden_account_ids       = null
          s3_use_path_style           = true
          skip_credentials_validation = true
          skip_metadata_api_check     = true
          skip_region_validation      = true
        """;

    /// <summary>The added files' texts by absolute path in the user's folders.</summary>
    /// <param name="stateFile">Null where the backend is not a file of ours.</param>
    public static IReadOnlyDictionary<string, string> Files(ModuleTree tree, StackOptions options, string? stateFile, bool hasRegionInEnvironment)
    {
        var files = new Dictionary<string, string>();
        foreach (var (folder, module) in tree.Modules)
        {
            var isRoot = folder == tree.Root;
            var aliases = options.EndpointUrl is null ? [] : AwsProviders.Aliases(module);
            if (!isRoot && aliases.Count == 0)
                continue;

            files[Path.Combine(folder, OfflineOverride.OverrideFile)] =
                (isRoot ? Backend(options, stateFile) : "") + string.Concat(aliases.Select(alias => AwsProviders.Block(alias, Emulator)));

            // Only a provider block that is declared can be overridden.
            if (isRoot && options.EndpointUrl is not null && !aliases.Contains("") && hasRegionInEnvironment && AwsProviders.AreUsed(tree))
                files[Path.Combine(folder, OfflineOverride.ExtraFile)] = AwsProviders.Block("", Emulator);
        }

        return files;
    }

    public static string Backend(StackOptions options, string? stateFile) => (options.Backend, stateFile) switch
    {
        (StackBackend.S3 s3, _) => S3(s3, options.EndpointUrl?.TrimEnd('/')),
        (_, { } file) => $"terraform {{\n  backend \"local\" {{\n    path = {HclText.Quote(file)}\n  }}\n}}\n",
        _ => "",
    };

    private static string S3(StackBackend.S3 s3, string? url)
    {
        var settings = $$"""
                bucket       = {{HclText.Quote(s3.Bucket)}}
                key          = {{HclText.Quote(s3.Key)}}
                region       = {{HclText.Quote(s3.Region)}}
                encrypt      = true
                use_lockfile = true

            """;
        if (url is not null)
        {
            settings += $$"""
                    use_path_style              = true
                    skip_credentials_validation = true
                    skip_metadata_api_check     = true
                    skip_region_validation      = true
                    skip_requesting_account_id  = true
                    endpoints = {
                      s3  = {{HclText.Quote(url)}}
                      sts = {{HclText.Quote(url)}}
                      iam = {{HclText.Quote(url)}}
                    }

                """;
        }

        return $"terraform {{\n  backend \"s3\" {{\n{settings}  }}\n}}\n";
    }
}
