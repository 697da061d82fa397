using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Amazon.Lambda.AspNetCoreServer.Internal;

/// <summary>A response that stays in memory until the pipeline is done: headers can change to the end.</summary>
internal sealed class InvokeResponse : IHttpResponseFeature, IHttpResponseBodyFeature
{
    private PipeWriter _writer;

    public int StatusCode { get; set; } = 200;

    public string ReasonPhrase { get; set; }

    public IHeaderDictionary Headers { get; set; } = new HeaderDictionary();

    public Stream Body { get; set; } = new MemoryStream();

    public bool HasStarted { get; private set; }

    public Stream Stream => Body;

    public PipeWriter Writer => _writer ??= PipeWriter.Create(Body);

    public Callbacks Starting { get; } = new();

    public Callbacks Completed { get; } = new();

    public void OnStarting(Func<object, Task> callback, object state) => Starting.Add(callback, state);

    public void OnCompleted(Func<object, Task> callback, object state) => Completed.Add(callback, state);

    public Task StartAsync(CancellationToken cancellationToken = default)
    {
        HasStarted = true;
        return Task.CompletedTask;
    }

    public Task CompleteAsync() => Task.CompletedTask;

    public void DisableBuffering() { }

    public Task SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken = default) =>
        SendFileFallback.SendFileAsync(Stream, path, offset, count, cancellationToken);

    internal sealed class Callbacks
    {
        private readonly List<(Func<object, Task> Callback, object State)> _callbacks = [];

        public void Add(Func<object, Task> callback, object state) => _callbacks.Add((callback, state));

        public async Task RunAsync()
        {
            // In order of registration, unlike Kestrel, and so does the real package.
            foreach (var (callback, state) in _callbacks)
            {
                await callback(state);
            }
        }
    }
}
