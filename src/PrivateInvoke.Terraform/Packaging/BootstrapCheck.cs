namespace PrivateInvoke.Terraform.Packaging;

/// <summary>Whether Lambda's <c>provided.al2023</c> can load a program. What it cannot load fails there at the first invoke.</summary>
public static class BootstrapCheck
{
    /// <summary>Amazon Linux 2023's.</summary>
    public static readonly Version Glibc = new(2, 34);

    /// <exception cref="ProblemException">It is for another architecture, or needs a newer glibc.</exception>
    public static ElfFile Check(PackageJob job, ReadOnlySpan<byte> program)
    {
        ElfFile elf;
        try
        {
            elf = ElfFile.Read(program);
        }
        catch (InvalidDataException e)
        {
            throw new ProblemException($"What {job.Project} publishes does not run on Lambda. {e.Message}", "Package an executable project: <OutputType>Exe</OutputType>.", e);
        }

        if (elf.Architecture != job.Architecture)
            throw new ProblemException(
                $"{job.Name}'s program is for {elf.Architecture}, and the function is for {job.Architecture}.",
                "Remove the project's own RuntimeIdentifier: the plan's architecture decides.");

        if (elf.NewestGlibc is { } newest && newest > Glibc)
        {
            var needs = elf.Needs.First(need => need.Version == $"GLIBC_{newest}");
            throw new ProblemException(
                $"{job.Name}'s program needs {needs.Version} ({needs.Library}), and Lambda's Amazon Linux 2023 has glibc {Glibc}: it would not start there.",
                "Package on a system with an older glibc (a container of amazonlinux:2023), or with --runtime ready-to-run.");
        }

        return elf;
    }
}
