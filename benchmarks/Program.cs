using System.Globalization;
using System.Reflection;
using PrivateInvoke.Benchmarks;
using PrivateInvoke.Benchmarks.Checking;
using PrivateInvoke.Benchmarks.Load;
using PrivateInvoke.Benchmarks.Saving;
using PrivateInvoke.Benchmarks.Soak;
using PrivateInvoke.Benchmarks.Storm;

// One row a size, as in benchmarks/README.md. Another size: dotnet run -c Release --project benchmarks -- 5000
// A check beside terraform's own plan: dotnet run -c Release --project benchmarks -- check [rounds]
// The embedded Lambda under load: dotnet run -c Release --project benchmarks -- load [rounds] [seconds]
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
switch (args)
{
    case ["serve", var what, .. var program]:
        await Serving.RunAsync(what, program.FirstOrDefault());
        return;
    case ["check", .. var times]:
        await new CheckRun(Metadata("Repository"), Metadata("Cli"), times.Length > 0 ? int.Parse(times[0]) : 5).PrintAsync();
        return;
    case ["save", .. var times]:
        await new SaveRun(Metadata("Repository"), Metadata("Cli"), times.Length > 0 ? int.Parse(times[0]) : 3).PrintAsync();
        return;
    case ["load", .. var how]:
        await new LoadRun(
            how.Length > 0 ? int.Parse(how[0]) : 5, TimeSpan.FromSeconds(how.Length > 1 ? double.Parse(how[1]) : 3)).PrintAsync();
        return;
    case ["storm", .. var how]:
        await new StormRun(how.Length > 0 ? int.Parse(how[0]) : 10_000).PrintAsync();
        return;
    case ["soak", .. var how]:
        await new SoakRun(TimeSpan.FromMinutes(how.Length > 0 ? double.Parse(how[0]) : 30)).PrintAsync();
        return;
}

var sizes = args.Length > 0 ? args.Select(int.Parse).ToArray() : [100, 1_000, 10_000];
const int rounds = 7;
const double megabyte = 1024 * 1024;

// The first round compiles.
await Measurement.OfAsync(() => Plan(100), rounds);

Console.WriteLine("| resources | paths | JSON MB | read ms | model ms | paths ms | total ms | µs a resource | what-if µs | retained MB | peak MB |");
Console.WriteLine("| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
foreach (var size in sizes)
{
    using var plan = Plan(size);
    Print(await Measurement.OfAsync(() => new MemoryStream(plan.GetBuffer(), 0, (int)plan.Length), rounds));
}

if (args.Length > 0)
    return;

// 100 MB, from a file: the text is not held.
var file = Path.GetTempFileName();
try
{
    await using (var stream = File.Create(file))
        GeneratedPlan.Write(stream, 10_000, filler: 9_900);
    Print(await Measurement.OfAsync(() => File.OpenRead(file), rounds: 2));
}
finally
{
    File.Delete(file);
}

static string Metadata(string key) => typeof(CheckRun).Assembly
    .GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;

static MemoryStream Plan(int resources)
{
    var stream = new MemoryStream();
    GeneratedPlan.Write(stream, resources);
    stream.Position = 0;
    return stream;
}

static void Print(Measurement row) => Console.WriteLine(
    $"| {row.Resources:N0} | {row.Paths:N0} | {row.Bytes / megabyte:0.0} | {row.Read.TotalMilliseconds:0.0} | {row.Model.TotalMilliseconds:0.0} | {row.Find.TotalMilliseconds:0.0} | {row.Total.TotalMilliseconds:0.0} | {row.Total.TotalMicroseconds / row.Resources:0.0} | {row.WhatIf.TotalMicroseconds:0} | {row.Retained / megabyte:0.0} | {row.Peak / megabyte:0} |");
