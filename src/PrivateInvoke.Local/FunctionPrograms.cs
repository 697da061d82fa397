using System.Runtime.InteropServices;
using PrivateInvoke.Cloud;
using PrivateInvoke.Local.Lambda;
using PrivateInvoke.Network;
using PrivateInvoke.Plan;

namespace PrivateInvoke.Local;

/// <summary>
/// Which program runs a planned function. First what the user named, then the project that the package is called after
/// (<c>caller.zip</c>) or that the address names (<c>module.caller.aws_lambda_function.this</c>), then the package itself.
/// </summary>
public sealed record FunctionPrograms
{
    /// <summary>Function name or Terraform address to a program: a <c>.dll</c> or an executable.</summary>
    public IReadOnlyDictionary<string, string> Named { get; init; } = new Dictionary<string, string>();

    /// <summary>Project name to its built program.</summary>
    public IReadOnlyDictionary<string, string> Projects { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// What somebody else starts and attaches to the embedded Lambda, by function name, Terraform address, or the name that the package
    /// or the address holds; the value is what starts it. It goes before <see cref="Projects"/>.
    /// </summary>
    public IReadOnlyDictionary<string, string> Attached { get; init; } = new Dictionary<string, string>();

    /// <summary>The root module's folder, which a relative <c>filename</c> starts from.</summary>
    public required string Infra { get; init; }

    /// <summary>Where packages are unpacked.</summary>
    public required string Artifacts { get; init; }

    /// <exception cref="ProblemException">Something is named that is no function of the plan.</exception>
    internal void RequireFunctions(PlanDocument plan)
    {
        var functions = plan.OfType("aws_lambda_function")
            .Select(function => (function.Address, Name: function.Values.Text("function_name").Text()))
            .ToList();
        foreach (var named in Named.Keys)
        {
            if (!functions.Any(function => function.Address == named || function.Name == named))
            {
                throw new ProblemException(
                    $"--function names '{named}', which is none of the plan's functions: {string.Join(", ", functions.Select(function => function.Name ?? function.Address))}.",
                    "Write it as its function_name or its Terraform address.");
            }
        }
    }

    internal FunctionCode CodeOf(PlannedResource function)
    {
        var name = function.Values.Text("function_name").Text();
        if ((name is not null && Named.TryGetValue(name, out var program)) || Named.TryGetValue(function.Address, out program))
            return Run(program);

        if ((name is not null && Attached.TryGetValue(name, out var starter)) || Attached.TryGetValue(function.Address, out starter))
            return new FunctionCode.Attached(starter);

        if (FunctionProject.Of(function, Attached.Keys) is { } attached)
            return new FunctionCode.Attached(Attached[attached]);

        if (ClassLibrary(function) is { } library)
            return library;

        if (FunctionProject.Of(function, Projects.Keys) is { } project)
            return Run(Projects[project]);

        var package = function.Values.Text("filename").Text();
        if (package is null)
            return new FunctionCode.Missing($"{function.Address} has no package file, and no project is called after it (--function {name ?? function.Address}=FILE names a program)");

        var zip = Path.GetFullPath(package, Infra);
        return File.Exists(zip)
            ? FunctionPackage.Unpack(zip, function, Path.Combine(Artifacts, "functions"))
            : new FunctionCode.Missing($"{zip} does not exist, and no project is called after it (--function {name ?? function.Address}=FILE names a program)");
    }

    /// <summary>
    /// <c>Assembly::Type::Method</c> of a managed runtime: the runtime calls the method, and the package has no program. What runs here
    /// asks for its events itself.
    /// </summary>
    private static FunctionCode.Missing? ClassLibrary(PlannedResource function) =>
        function.Values.Filled("handler").Text() is { } handler && handler.Contains("::", StringComparison.Ordinal)
        && function.Values.Filled("runtime").Text() is { } runtime && runtime.StartsWith("dotnet", StringComparison.Ordinal)
            ? new FunctionCode.Missing(
                $"the handler {handler} of {function.Address} is a method that the managed runtime {runtime} calls, and only programs run here "
                + $"(--function {function.Values.Text("function_name").Text() ?? function.Address}=FILE names one: an executable with Amazon.Lambda.RuntimeSupport)")
            : null;

    private static FunctionCode.Process Run(string program)
    {
        var path = Path.GetFullPath(program);
        var folder = Path.GetDirectoryName(path)!;
        return path.EndsWith(".dll", StringComparison.OrdinalIgnoreCase)
            ? new FunctionCode.Process(Dotnet(), ["exec", path], folder)
            : new FunctionCode.Process(path, [], folder);
    }

    /// <summary>The dotnet that runs this process: <c>…/shared/Microsoft.NETCore.App/10.0.0/</c> is three folders below it.</summary>
    private static string Dotnet() => Path.GetFullPath(
        Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));
}
