using Amazon.Lambda.Core;
using Amazon.Lambda.RuntimeSupport.Bootstrap;
using Amazon.Lambda.RuntimeSupport.Client;
using Amazon.Lambda.RuntimeSupport.Context;
using Amazon.Lambda.RuntimeSupport.Log;

namespace Amazon.Lambda.RuntimeSupport;

public delegate Task<InvocationResponse> LambdaBootstrapHandler(InvocationRequest invocation);

public delegate Task<bool> LambdaBootstrapInitializer();

/// <summary>
/// The loop of a runtime: next, handle, answer. Whatever the Runtime API refuses, and its going away, comes out of
/// <see cref="RunAsync"/>, so that the process ends.
/// </summary>
public partial class LambdaBootstrap : IDisposable
{
    private readonly HttpClient _httpClient;
    private readonly bool _ownsHttpClient;
    private readonly LambdaBootstrapHandler _handler;
    private readonly ILambdaSerializer _serializer;
    private readonly LambdaBootstrapInitializer _initializer;
    private readonly LambdaEnvironment _environment = new();
    private readonly FunctionLog _log = FunctionLog.TakeOverConsole();
    private readonly RuntimeApi _runtimeApi;
    private bool _disposed;

    private LambdaBootstrap(
        HttpClient httpClient, bool ownsHttpClient, LambdaBootstrapHandler handler, ILambdaSerializer serializer,
        LambdaBootstrapInitializer initializer, LambdaBootstrapOptions options)
    {
        _httpClient = httpClient ?? throw new ArgumentNullException(nameof(httpClient));
        _ownsHttpClient = ownsHttpClient;
        _handler = handler ?? throw new ArgumentNullException(nameof(handler));
        _serializer = serializer;
        _initializer = initializer;
        // The next invocation may be hours away.
        _httpClient.Timeout = TimeSpan.FromHours(12);
        var address = options?.RuntimeApiEndpoint;
        _runtimeApi = new RuntimeApi(httpClient, string.IsNullOrEmpty(address) ? _environment.RuntimeServerHostAndPort : address);
    }

    public async Task RunAsync(CancellationToken cancellationToken = default)
    {
        _environment.RefuseWhatTheStandInCannotDo();
        MemoryLimit.Apply(_environment.FunctionMemorySize);
        if (_initializer is not null && !await InitializeAsync())
        {
            return;
        }

        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await InvokeOnceAsync(cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (OperationCanceledException)
            {
                // The long poll ran out: ask again.
                continue;
            }

            if (_environment.RunsOnce)
            {
                return;
            }
        }
    }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (!_disposed && disposing && _ownsHttpClient)
        {
            _httpClient.Dispose();
        }

        _disposed = true;
    }

    private async Task<bool> InitializeAsync()
    {
        try
        {
            return await _initializer();
        }
        catch (Exception exception)
        {
            _log.Write(nameof(LogLevel.Error), exception, null);
            await _runtimeApi.PostInitErrorAsync(exception);
            throw;
        }
    }

    private async Task InvokeOnceAsync(CancellationToken cancellationToken)
    {
        var (headers, input) = await _runtimeApi.GetNextAsync(cancellationToken);
        _log.Invocation = headers;
        Environment.SetEnvironmentVariable("_X_AMZN_TRACE_ID", headers.TraceId);
        LambdaTraceProvider.SetCurrentTraceId(headers.TraceId);

        var context = new LambdaContext(headers, _environment, _log) { Serializer = _serializer };
        using var invocation = new InvocationRequest { InputStream = input, LambdaContext = context };
        InvocationResponse response;
        try
        {
            response = await _handler(invocation);
        }
        catch (Exception exception)
        {
            _log.Write(nameof(LogLevel.Error), exception, null);
            await _runtimeApi.PostErrorAsync(headers.AwsRequestId, exception, cancellationToken);
            return;
        }

        try
        {
            await _runtimeApi.PostResponseAsync(headers.AwsRequestId, response?.OutputStream, cancellationToken);
        }
        finally
        {
            if (response is { DisposeOutputStream: true })
            {
                response.OutputStream?.Dispose();
            }
        }
    }
}
