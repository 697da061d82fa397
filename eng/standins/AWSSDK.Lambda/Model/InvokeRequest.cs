using System.Text;
using Amazon.Util;

namespace Amazon.Lambda.Model;

public class InvokeRequest : AmazonLambdaRequest
{
    /// <summary>Name, <c>name:qualifier</c>, partial or full ARN.</summary>
    public string FunctionName { get; set; }

    public InvocationType InvocationType { get; set; }

    public LogType LogType { get; set; }

    public string Qualifier { get; set; }

    public string TenantId { get; set; }

    public string DurableExecutionName { get; set; }

    public MemoryStream PayloadStream { get; set; }

    /// <summary><see cref="PayloadStream"/> as text.</summary>
    public string Payload
    {
        get
        {
            if (PayloadStream is null)
            {
                return null;
            }

            var text = new StreamReader(PayloadStream).ReadToEnd();
            PayloadStream.Position = 0;
            return text;
        }
        set => PayloadStream = value is null ? null : AWSSDKUtils.GenerateMemoryStreamFromString(value);
    }

    public string ClientContextBase64 { get; set; }

    /// <summary><see cref="ClientContextBase64"/> decoded.</summary>
    public string ClientContext
    {
        get => ClientContextBase64 is null ? null : Encoding.UTF8.GetString(Convert.FromBase64String(ClientContextBase64));
        set => ClientContextBase64 = value is null ? null : Convert.ToBase64String(Encoding.UTF8.GetBytes(value));
    }
}
