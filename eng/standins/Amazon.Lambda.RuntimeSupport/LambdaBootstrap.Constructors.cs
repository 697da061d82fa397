using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using Amazon.Lambda.RuntimeSupport.Bootstrap;

namespace Amazon.Lambda.RuntimeSupport;

public partial class LambdaBootstrap
{
    public LambdaBootstrap(HttpClient httpClient, LambdaBootstrapHandler handler, LambdaBootstrapInitializer initializer = null)
        : this(httpClient, ownsHttpClient: false, handler, serializer: null, initializer, options: null) { }

    public LambdaBootstrap(LambdaBootstrapHandler handler, LambdaBootstrapInitializer initializer = null)
        : this(ConstructHttpClient(), ownsHttpClient: true, handler, serializer: null, initializer, options: null) { }

    public LambdaBootstrap(
        LambdaBootstrapHandler handler, LambdaBootstrapOptions lambdaBootstrapOptions, LambdaBootstrapInitializer initializer = null)
        : this(ConstructHttpClient(), ownsHttpClient: true, handler, serializer: null, initializer, lambdaBootstrapOptions) { }

    public LambdaBootstrap(HandlerWrapper handlerWrapper, LambdaBootstrapInitializer initializer = null)
        : this(handlerWrapper, lambdaBootstrapOptions: null, initializer) { }

    public LambdaBootstrap(
        HandlerWrapper handlerWrapper, LambdaBootstrapOptions lambdaBootstrapOptions, LambdaBootstrapInitializer initializer = null)
        : this(
            ConstructHttpClient(), ownsHttpClient: true, handlerWrapper.Handler, handlerWrapper.Serializer, initializer,
            lambdaBootstrapOptions)
    { }

    public LambdaBootstrap(HttpClient httpClient, HandlerWrapper handlerWrapper, LambdaBootstrapInitializer initializer = null)
        : this(httpClient, handlerWrapper, lambdaBootstrapOptions: null, initializer) { }

    public LambdaBootstrap(
        HttpClient httpClient, HandlerWrapper handlerWrapper, LambdaBootstrapOptions lambdaBootstrapOptions,
        LambdaBootstrapInitializer initializer = null)
        : this(
            httpClient, ownsHttpClient: false, handlerWrapper.Handler, handlerWrapper.Serializer, initializer, lambdaBootstrapOptions)
    { }

    public static HttpClient ConstructHttpClient()
    {
        // The error headers carry exception messages, in any language.
        var handler = new SocketsHttpHandler { RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8 };
        var client = new HttpClient(handler);
        var version = typeof(LambdaBootstrap).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
        var compiled = RuntimeFeature.IsDynamicCodeSupported ? "" : "-aot";
        client.DefaultRequestHeaders.TryAddWithoutValidation(
            "User-Agent", $"aws-lambda-dotnet/{Environment.Version}-{version}{compiled}");
        return client;
    }
}
