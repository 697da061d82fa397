using Amazon;

namespace Aspire.Hosting.AWS;

public interface IAWSSDKConfig
{
    string? Profile { get; set; }

    RegionEndpoint? Region { get; set; }

    bool SDKValidationEnabled { get; set; }
}
