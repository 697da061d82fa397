namespace Aspire.Hosting.ApplicationModel;

/// <summary>
/// An output of a root module, where a value is wanted: <c>WithEnvironment("NAME", infra.GetOutput("name"))</c> or in a
/// <see cref="ReferenceExpression"/>. A string is its text, anything else JSON. It waits until the module is applied, or planned where
/// it is not applied.
/// </summary>
public sealed class TerraformOutputReference(TerraformResource resource, string output) : IExpressionValue, IValueWithReferences
{
    public TerraformResource Resource { get; } = resource;

    public string Output { get; } = output;

    public string ValueExpression => $"{{{Resource.Name}.outputs.{Output}}}";

    IEnumerable<object> IValueWithReferences.References => [Resource];

    /// <exception cref="PrivateInvoke.ProblemException">There is no such output, or the module could not be applied.</exception>
    public async ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default)
    {
        var deployed = await Resource.Run.Deployed.WaitAsync(cancellationToken).ConfigureAwait(false);
        return deployed.Outputs.Text(Output);
    }
}
