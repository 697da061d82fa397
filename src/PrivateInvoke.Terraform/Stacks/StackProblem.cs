namespace PrivateInvoke.Terraform.Stacks;

/// <summary>Says what terraform could not do with a stack in terms of the user's folder.</summary>
internal static class StackProblem
{
    private const int Longest = 600;

    /// <summary>terraform works outputs out from the state, which has not yet got all that they speak of.</summary>
    public static ProblemException OfComparison(TerraformException failure, StackOptions options) => new(
        $"What is there cannot be compared with the state of '{options.Name}', which has not got all that the configuration speaks of: {failure.FirstError.Text}",
        "Deploy first, with the same variables.",
        failure);

    public static ProblemException Of(TerraformException failure, StackOptions options)
    {
        var error = ConfigurationProblem.InUserFolder(failure.FirstError, options.Root);
        var text = error.Text.Length > Longest ? error.Text[..Longest] + " …" : error.Text;
        var thing = Path.GetFileName(error.File) == StackFolder.BackendFileName ? "--backend-config"
            : error.Address ?? (error.File is null ? $"'{options.Name}'" : $"'{error.File}' line {error.Line}");
        var place = options.EndpointUrl ?? "AWS";
        return failure.Command switch
        {
            "apply" or "destroy" => new ProblemException(
                $"{thing} could not be {(failure.Command == "apply" ? "applied" : "destroyed")} at {place}: {text}",
                "Mend the cause and start again: what was done is in the state, and the next run goes on from there.",
                failure),
            "init" => new ProblemException(
                $"{thing} cannot be initialized: {text}", "Correct the backend's or the provider's settings and start again.", failure),
            _ when error.File is not null && error.Address is null => ConfigurationProblem.Of(failure, options.Root),
            _ => new ProblemException(
                $"{thing} cannot be planned at {place}: {text}",
                "Correct the configuration, or check the credentials and that the endpoint answers, and start again.",
                failure),
        };
    }
}
