using System.Buffers.Binary;
using System.Runtime.InteropServices;
using PrivateInvoke.Terraform.Packaging;

namespace PrivateInvoke.UnitTests.Packaging;

/// <summary>On programs of this machine: what the reader says must be what the loader saw when it started them.</summary>
public sealed class ElfFileTests
{
    [Fact]
    public void The_program_that_runs_this_test_is_for_this_machine_and_needs_a_glibc_that_is_here()
    {
        var elf = ElfFile.Read(ThisProgram());

        Assert.Equal(RuntimeInformation.OSArchitecture, elf.Architecture);
        Assert.Contains(elf.Needs, need => need.Library == "libc.so.6");
        Assert.InRange(elf.NewestGlibc!, new Version(2, 2), GlibcOfThisMachine());
    }

    [Fact]
    public void A_shared_library_is_read_too()
    {
        var folder = RuntimeEnvironment.GetRuntimeDirectory();
        var elf = ElfFile.Read(Linux(Path.Combine(folder, "libSystem.Native.so")));

        Assert.Contains(elf.Needs, need => need is { Library: "libc.so.6" } && need.Version.StartsWith("GLIBC_2.", StringComparison.Ordinal));
    }

    [Fact]
    public void A_program_that_ends_too_early_is_refused_wherever_it_ends()
    {
        var program = ThisProgram();

        for (var length = 0; length < program.Length; length += Math.Max(1, length / 3))
        {
            try
            {
                // Cut behind what is read, it is as good as whole.
                ElfFile.Read(program.AsSpan(0, length));
            }
            catch (InvalidDataException)
            {
            }
        }

        Assert.Throws<InvalidDataException>(() => ElfFile.Read(program.AsSpan(0, 60)));
    }

    [Theory]
    [InlineData("#!/bin/sh\n")]
    [InlineData("MZ")]
    [InlineData("")]
    public void What_is_no_program_for_Linux_is_refused(string text) =>
        Assert.Throws<InvalidDataException>(() => ElfFile.Read(System.Text.Encoding.ASCII.GetBytes(text)));

    [Fact]
    public void A_program_for_a_newer_glibc_than_Lambda_has_is_refused_in_two_lines()
    {
        var program = ThisProgram();
        Rename(program, ElfFile.Read(program).Needs.First(need => need.Version == "GLIBC_2.2.5" || need.Version == "GLIBC_2.17").Version);

        var problem = Assert.Throws<ProblemException>(() => BootstrapCheck.Check(Job(RuntimeInformation.OSArchitecture), program));

        Assert.Contains("GLIBC_9.9", problem.Problem, StringComparison.Ordinal);
        Assert.Contains("2.34", problem.Problem, StringComparison.Ordinal);
        Assert.Contains("--runtime ready-to-run", problem.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void A_program_for_another_architecture_than_the_functions_is_refused()
    {
        var other = RuntimeInformation.OSArchitecture is Architecture.Arm64 ? Architecture.X64 : Architecture.Arm64;

        var problem = Assert.Throws<ProblemException>(() => BootstrapCheck.Check(Job(other), ThisProgram()));

        Assert.Contains($"{other}", problem.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_program_of_32_bits_is_refused()
    {
        var program = ThisProgram();
        program[4] = 1;

        Assert.Throws<InvalidDataException>(() => ElfFile.Read(program));
    }

    [Fact]
    public void A_dynamic_segment_that_points_outside_is_refused()
    {
        var program = ThisProgram();
        var table = (int)BinaryPrimitives.ReadInt64LittleEndian(program.AsSpan(32));
        var count = BinaryPrimitives.ReadInt16LittleEndian(program.AsSpan(56));
        foreach (var at in Enumerable.Range(0, count).Select(index => table + (index * 56)))
        {
            // Every loaded segment is empty now.
            if (BinaryPrimitives.ReadInt32LittleEndian(program.AsSpan(at)) == 1)
                BinaryPrimitives.WriteInt64LittleEndian(program.AsSpan(at + 32), 0);
        }

        Assert.Throws<InvalidDataException>(() => ElfFile.Read(program));
    }

    private static PackageJob Job(Architecture architecture) => new("Caller", "Caller.csproj", "caller.zip", architecture);

    private static byte[] ThisProgram() => Linux(Environment.ProcessPath!);

    private static byte[] Linux(string file)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Programs of this system are not ELF files.");
        Assert.SkipWhen(RuntimeInformation.RuntimeIdentifier.Contains("musl", StringComparison.Ordinal), "This system's C library is not glibc.");
        return File.ReadAllBytes(file);
    }

    /// <summary>Every place that says the version says 9.9 then, padded to its length.</summary>
    private static void Rename(Span<byte> program, string version)
    {
        var from = System.Text.Encoding.ASCII.GetBytes(version + "\0");
        var to = System.Text.Encoding.ASCII.GetBytes("GLIBC_9.9".PadRight(from.Length, '\0'));
        for (var at = program.IndexOf(from); at >= 0; at = program.IndexOf(from))
            to.CopyTo(program[at..]);
    }

    private static Version GlibcOfThisMachine() => Version.Parse(Marshal.PtrToStringUTF8(GlibcVersion())!);

    [DllImport("libc.so.6", EntryPoint = "gnu_get_libc_version")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern IntPtr GlibcVersion();
}
