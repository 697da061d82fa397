using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>One function invoking another, through an interface endpoint.</summary>
public static class InvokeBuilderExtensions
{
    private const string Invokes = "Invokes";
    private const string Parent = "Parent";

    /// <summary>
    /// Makes the caller invoke the callee through the endpoint: both get what their planned functions have in their environment, their
    /// credentials, their region and their Runtime API, the caller its <c>AWS_ENDPOINT_URL_LAMBDA</c> too. Both start when the endpoint
    /// has, and the caller after the callee. They do so on a blocked path too: what the caller makes of it is to be seen. Which planned functions they are is told by their names, as the package or the module is called, or by
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
        caller.AttachedTo(endpoint).WaitForStart(callee).WithRelationship(endpoint.Resource, Invokes);
        endpoint.WithRelationship(callee.Resource, Invokes);
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
        BuiltProgram.StartIn(builder);
        return RuntimeHealth.AddTo(builder, endpoint.Resource)
            .WithAnnotation(new Attachment())
            .WithParent(endpoint.Resource)
            .WaitForStart(endpoint)
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

    /// <summary>Aspire.Hosting.AWS makes its functions children of the Lambda Test Tool; a resource is shown below one parent.</summary>
    private static IResourceBuilder<T> WithParent<T>(this IResourceBuilder<T> builder, IResource parent)
        where T : class, IResource
    {
        var annotations = builder.Resource.Annotations;
        foreach (var other in annotations.OfType<ResourceRelationshipAnnotation>().Where(relationship => relationship.Type == Parent).ToList())
            annotations.Remove(other);

        return builder.WithParentRelationship(parent);
    }

    private static Task<PrivateInvoke.Local.LocalSystem> SystemOf(IResourceBuilder<InterfaceEndpointResource> endpoint, EnvironmentCallbackContext context) =>
        endpoint.Resource.Started.Task.WaitAsync(context.CancellationToken);

    /// <summary>A function that invokes and is invoked is attached once.</summary>
    private sealed class Attachment : IResourceAnnotation;
}
