namespace PrivateInvoke.Terraform.Packaging;

/// <summary>How a function's program is compiled.</summary>
public enum PackageRuntime
{
    /// <summary>Native code, ahead of time: the shortest cold start. Needs a linker of the target's system.</summary>
    Aot,

    /// <summary>One self-contained file with .NET in it, compiled ahead of time and again while it runs. Needs the SDK alone.</summary>
    ReadyToRun,
}
