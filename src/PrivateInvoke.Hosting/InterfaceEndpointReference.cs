using PrivateInvoke.Local;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>What is known of an interface endpoint when it has started: an address, or a function's planned name.</summary>
public sealed class InterfaceEndpointReference : IExpressionValue, IValueWithReferences
{
    private readonly InterfaceEndpointResource _resource;
    private readonly string _property;
    private readonly Func<LocalSystem, string?> _read;

    internal InterfaceEndpointReference(InterfaceEndpointResource resource, string property, Func<LocalSystem, string?> read) =>
        (_resource, _property, _read) = (resource, property, read);

    public string ValueExpression => $"{{{_resource.Name}.{_property}}}";

    IEnumerable<object> IValueWithReferences.References => [_resource];

    public async ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default) =>
        _read(await _resource.Started.Task.WaitAsync(cancellationToken).ConfigureAwait(false));
}
