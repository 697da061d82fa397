using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using PrivateInvoke.Cloud;
using PrivateInvoke.Local.Lambda;
using PrivateInvoke.Network;
using PrivateInvoke.Plan;

namespace PrivateInvoke.Local;

/// <summary>A deployment package with a custom runtime: its <c>bootstrap</c> runs here as it runs in Lambda.</summary>
internal static class FunctionPackage
{
    private const string Bootstrap = "bootstrap";

    public static FunctionCode Unpack(string zip, PlannedResource function, string folder)
    {
        var runtime = function.Values.Filled("runtime").Text() ?? "";
        if (!runtime.StartsWith("provided", StringComparison.Ordinal))
            return new FunctionCode.Missing($"{zip} is for the runtime {runtime}, and only custom runtimes (provided.*) run here");

        var architecture = function.Values.Texts("architectures").Members().FirstOrDefault()?.Text() ?? "x86_64";
        var machine = RuntimeInformation.OSArchitecture is Architecture.Arm64 ? "arm64" : "x86_64";
        if (!OperatingSystem.IsLinux() || architecture != machine)
            return new FunctionCode.Missing($"{zip} is for Linux on {architecture}, which this machine is not");

        try
        {
            return Unpack(zip, folder);
        }
        catch (InvalidDataException)
        {
            return new FunctionCode.Missing($"{zip} is not a zip file");
        }
    }

    private static FunctionCode Unpack(string zip, string folder)
    {
        string hash;
        using (var content = File.OpenRead(zip))
            hash = Convert.ToHexStringLower(SHA256.HashData(content))[..16];

        var target = Path.Combine(folder, hash);
        if (!Directory.Exists(target))
        {
            // Unpacked beside and moved, so that a killed host leaves no half of it behind.
            var temporary = $"{target}.{Guid.NewGuid():N}";
            ZipFile.ExtractToDirectory(zip, temporary);
            try
            {
                Directory.Move(temporary, target);
            }
            catch (IOException) when (Directory.Exists(target))
            {
                Directory.Delete(temporary, recursive: true);
            }
        }

        var program = Path.Combine(target, Bootstrap);
        return File.Exists(program)
            ? new FunctionCode.Process(program, [], target)
            : new FunctionCode.Missing($"{zip} has no '{Bootstrap}' at its root");
    }
}
