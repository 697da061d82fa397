using AppHost;

return await CommandLine.RunAsync(Cli.Build(), args, "dotnet run --project AppHost -- --help");
