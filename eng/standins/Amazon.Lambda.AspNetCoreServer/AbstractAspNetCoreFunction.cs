namespace Amazon.Lambda.AspNetCoreServer;

public abstract class AbstractAspNetCoreFunction
{
    /// <summary>Key of <c>HttpContext.Items</c> for the ILambdaContext.</summary>
    public const string LAMBDA_CONTEXT = "LambdaContext";

    /// <summary>Key of <c>HttpContext.Items</c> for the event, as deserialized.</summary>
    public const string LAMBDA_REQUEST_OBJECT = "LambdaRequestObject";
}
