namespace PrivateInvoke.IntegrationTests.Clouds;

/// <summary>The rows of the parity table, in the order in which they happen.</summary>
internal static class Steps
{
    public const string Apply = "terraform apply";
    public const string Outputs = "outputs name both functions";
    public const string Functions = "the Lambda API tells both functions as planned";
    public const string InvokeCallee = "the callee answers an invoke";
    public const string InvokeCaller = "the caller answers an HTTP event, and has invoked the callee";
    public const string BadRequest = "the caller refuses a bad request";
    public const string Logs = "the invocation's log arrives";
    public const string SecondPlan = "the second plan is empty";
    public const string Destroy = "destroy leaves nothing";

    public static readonly IReadOnlyList<string> All = [Apply, Outputs, Functions, InvokeCallee, InvokeCaller, BadRequest, Logs, SecondPlan, Destroy];
}
