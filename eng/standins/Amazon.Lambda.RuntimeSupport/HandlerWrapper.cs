using Amazon.Lambda.Core;

namespace Amazon.Lambda.RuntimeSupport;

/// <summary>Makes a handler of any shape into one of requests and responses.</summary>
public partial class HandlerWrapper : IDisposable
{
    private static readonly InvocationResponse s_empty = new(new MemoryStream(0), disposeOutputStream: false);

    // One invocation at a time: the next one may have the buffer again.
    private readonly MemoryStream _output = new();

    private HandlerWrapper(ILambdaSerializer serializer) => Serializer = serializer;

    public LambdaBootstrapHandler Handler { get; private set; }

    internal ILambdaSerializer Serializer { get; }

    public static HandlerWrapper GetHandlerWrapper(Action<Stream, ILambdaContext, MemoryStream> invokeDelegate)
    {
        var wrapper = new HandlerWrapper(serializer: null);
        wrapper.Handler = i => Task.FromResult(wrapper.Response(output => invokeDelegate(i.InputStream, i.LambdaContext, output)));
        return wrapper;
    }

    public void Dispose()
    {
        _output.Dispose();
        GC.SuppressFinalize(this);
    }

    private static HandlerWrapper Nothing(Func<InvocationRequest, Task> invoke, ILambdaSerializer serializer = null) =>
        new(serializer)
        {
            Handler = async i =>
            {
                await invoke(i);
                return s_empty;
            },
        };

    private static HandlerWrapper NothingNow(Action<InvocationRequest> invoke, ILambdaSerializer serializer = null) =>
        new(serializer)
        {
            Handler = i =>
            {
                invoke(i);
                return Task.FromResult(s_empty);
            },
        };

    private static HandlerWrapper Bytes(Func<InvocationRequest, Task<Stream>> invoke, ILambdaSerializer serializer = null) =>
        new(serializer) { Handler = async i => new InvocationResponse(await invoke(i)) };

    private static HandlerWrapper BytesNow(Func<InvocationRequest, Stream> invoke, ILambdaSerializer serializer = null) =>
        new(serializer) { Handler = i => Task.FromResult(new InvocationResponse(invoke(i))) };

    private static HandlerWrapper Value<TOutput>(Func<InvocationRequest, Task<TOutput>> invoke, ILambdaSerializer serializer)
    {
        var wrapper = new HandlerWrapper(serializer);
        wrapper.Handler = async i =>
        {
            var value = await invoke(i);
            return wrapper.Response(output => serializer.Serialize(value, output));
        };
        return wrapper;
    }

    private static HandlerWrapper ValueNow<TOutput>(Func<InvocationRequest, TOutput> invoke, ILambdaSerializer serializer)
    {
        var wrapper = new HandlerWrapper(serializer);
        wrapper.Handler = i =>
        {
            var value = invoke(i);
            return Task.FromResult(wrapper.Response(output => serializer.Serialize(value, output)));
        };
        return wrapper;
    }

    private InvocationResponse Response(Action<MemoryStream> write)
    {
        _output.SetLength(0);
        write(_output);
        _output.Position = 0;
        return new InvocationResponse(_output, disposeOutputStream: false);
    }
}
