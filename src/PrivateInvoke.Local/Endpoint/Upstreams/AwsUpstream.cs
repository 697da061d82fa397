using Amazon.Runtime;
using Amazon.Runtime.Credentials;
using Microsoft.Extensions.Logging;
using PrivateInvoke.Machine.Signatures;
using PrivateInvoke.Network;

namespace PrivateInvoke.Local.Endpoint.Upstreams;

/// <summary>
/// Lambda itself. The caller's key is good only here, so the request is signed anew with the developer's own credentials, as the AWS
/// SDK finds them: environment, profile, single sign-on, instance. The role that counts there is the developer's.
/// </summary>
internal static class AwsUpstream
{
    /// <exception cref="ProblemException">There are no credentials.</exception>
    public static IUpstream Create(Upstream.Aws aws, TimeProvider time, ILoggerFactory loggers)
    {
        var address = aws.Address ?? new Uri($"https://{ApiAddress.HostOf("lambda", aws.Region)}/");
        var signer = new RequestSigner(Credentials(), aws.Region, time);
        return new ForwardingUpstream(address, new SignedAnew(signer, address), loggers);
    }

    private static AWSCredentials Credentials()
    {
        try
        {
            using var chain = new DefaultAWSCredentialsIdentityResolver();
            return chain.ResolveIdentity(null);
        }
        catch (AmazonClientException e)
        {
            throw new ProblemException(
                "--upstream aws needs AWS credentials, and the AWS SDK finds none on this machine.",
                "Sign in (aws sso login, aws configure), name a profile with AWS_PROFILE, or leave --upstream out.", e);
        }
    }
}
