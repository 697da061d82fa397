namespace PrivateInvoke.IntegrationTests.Environment;

/// <summary>What prints lines until it ends, in a process of its own or in this one.</summary>
internal interface IRunning : IAsyncDisposable
{
    /// <summary>Standard output and standard error, in the order they came: between the two it is no order.</summary>
    string Output { get; }

    /// <summary>The first line, past or future, that is wanted. Fails with the whole output where the end comes without it.</summary>
    Task<string> LineAsync(Func<string, bool> wanted, CancellationToken cancel);

    /// <summary>As <see cref="LineAsync"/>, of the lines from now on.</summary>
    Task<string> NextLineAsync(Func<string, bool> wanted, CancellationToken cancel);
}
