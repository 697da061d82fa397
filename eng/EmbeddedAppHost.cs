using PrivateInvoke.Cli;

// AppHost on a feed without Aspire: options such as --port mean what they mean to private-invoke run.
return await CommandLine.RunAsync(args is [var verb, ..] && !verb.StartsWith('-') || args is ["--help" or "--version"] ? args : ["run", .. args]);
