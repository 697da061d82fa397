#pragma warning disable ASPIREEXTENSION001 // WithLaunchToolArgs is for evaluation.
using System.Reflection;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>
/// The program that the AppHost's build has made of a project. Aspire starts a project with <c>dotnet run --no-build</c>, which evaluates
/// it with MSBuild: seconds at each start, and only to find this program.
/// </summary>
internal static class BuiltProgram
{
    /// <summary>Starts the program itself. IDEs and <c>dotnet watch</c> start projects in a way of their own, which stays as it is.</summary>
    public static void StartIn(IResourceBuilder<IResource> function)
    {
        var builder = function.ApplicationBuilder;
        if (function.Resource is not ProjectResource project
            || !builder.ExecutionContext.IsRunMode
            || builder.Configuration["DEBUG_SESSION_PORT"] is { Length: > 0 }
            || builder.Configuration["DOTNET_WATCH"] is { Length: > 0 })
        {
            return;
        }

        // Without arguments Aspire uses its own.
        builder.CreateResourceBuilder(project).WithLaunchToolArgs(
            context =>
            {
                if (Find(project.GetProjectMetadata(), builder.AppHostAssembly) is not { } program)
                    return;

                context.Args.Add("exec");
                context.Args.Add(program);
            },
            showInCommandLine: false);
    }

    /// <summary>…/bin/CONFIGURATION/FRAMEWORK/NAME.dll, for the AppHost's own configuration and framework.</summary>
    /// <returns>Null where the project's last build went elsewhere, or made a library, or is not the AppHost's to make.</returns>
    internal static string? Find(IProjectMetadata project, Assembly? appHost)
    {
        if (!project.SuppressBuild || Path.GetDirectoryName(appHost?.Location) is not { Length: > 0 } output)
            return null;

        var name = Path.GetFileNameWithoutExtension(project.ProjectPath);
        var folder = Path.Combine(Path.GetFileName(Path.GetDirectoryName(output))!, Path.GetFileName(output));
        var built = PathIn("bin", $"{name}.dll");
        var compiled = PathIn("obj", $"{name}.dll");

        // A build that goes elsewhere leaves an older one where it went before.
        return File.Exists(PathIn("bin", OperatingSystem.IsWindows() ? $"{name}.exe" : name)) && File.Exists(compiled)
            && File.GetLastWriteTimeUtc(built) >= File.GetLastWriteTimeUtc(compiled) ? built : null;

        string PathIn(string kind, string file) => Path.Combine(Path.GetDirectoryName(project.ProjectPath)!, kind, folder, file);
    }
}
