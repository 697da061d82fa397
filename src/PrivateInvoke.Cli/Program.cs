using PrivateInvoke.Cli;

return await CommandLine.RunAsync(args);
