using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>One function invoking another, through an interface endpoint.</summary>
public static class InvokeBuilderExtensions
{
    /// <summary>
    /// Makes the caller invoke the callee through the endpoint: both get what their planned functions have in their environment, their
    /// credentials, their region and their Runtime API, the caller its <c>AWS_ENDPOINT_URL_LAMBDA</c> too. Both wait for the endpoint, and
    /// the caller for the callee. Which planned functions they are is told by their names, as the package or the module is called, or by
    /// <see cref="InterfaceEndpointBuilderExtensions.WithFunction"/>.
    /// </summary>
    /// <param name="variable">An environment variable of the caller that gets the callee's function name; null where the plan sets one.</param>
    public static IResourceBuilder<TCaller> WithInvoke<TCaller, TCallee>(
        this IResourceBuilder<TCaller> caller,
        IResourceBuilder<TCallee> callee,
        IResourceBuilder<InterfaceEndpointResource> endpoint,
        string? variable = null)
        where TCaller : class, IResourceWithEnvironment, IResourceWithWaitSupport
        where TCallee : class, IResourceWithEnvironment, IResourceWithWaitSupport
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(callee);
        ArgumentNullException.ThrowIfNull(endpoint);

        callee.AttachedTo(endpoint);
        caller.AttachedTo(endpoint).WaitFor(callee);
        return variable is null ? caller : caller.WithEnvironment(async context =>
        {
            if (context.ExecutionContext.IsRunMode)
                context.EnvironmentVariables[variable] = (await SystemOf(endpoint, context)).AttachedAs(callee.Resource.Name).Name;
        });
    }

    private static IResourceBuilder<T> AttachedTo<T>(this IResourceBuilder<T> builder, IResourceBuilder<InterfaceEndpointResource> endpoint)
        where T : class, IResourceWithEnvironment, IResourceWithWaitSupport
    {
        var (resource, functions) = (builder.Resource, endpoint.Resource.Functions);
        if (functions.ContainsValue(resource.Name) && resource.Annotations.OfType<Attachment>().Any())
            return builder;

        functions.TryAdd(resource.Name, resource.Name);
        return builder
            .WithAnnotation(new Attachment())
            .WaitFor(endpoint)
            .WithEnvironment(async context =>
            {
                if (!context.ExecutionContext.IsRunMode)
                    return;

                var system = await SystemOf(endpoint, context);
                var function = system.AttachedAs(resource.Name);
                foreach (var (name, value) in system.VariablesOf(function.Name))
                    context.EnvironmentVariables[name] = value;

                // A profile would go before the credentials that the endpoint tells the caller by.
                context.EnvironmentVariables.Remove("AWS_PROFILE");
                context.EnvironmentVariables.Remove("AWS__Profile");

                if (endpoint.Resource is { AttachesUpstream: true, UpstreamEndpoint: { } upstream })
                {
                    context.EnvironmentVariables["AWS_LAMBDA_RUNTIME_API"] =
                        ReferenceExpression.Create($"{upstream.Property(EndpointProperty.HostAndPort)}/{function.Name}");
                }
            });
    }

    private static Task<PrivateInvoke.Local.LocalSystem> SystemOf(IResourceBuilder<InterfaceEndpointResource> endpoint, EnvironmentCallbackContext context) =>
        endpoint.Resource.Started.Task.WaitAsync(context.CancellationToken);

    /// <summary>A function that invokes and is invoked is attached once.</summary>
    private sealed class Attachment : IResourceAnnotation;
}
