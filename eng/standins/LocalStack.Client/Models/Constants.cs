namespace LocalStack.Client.Models;

public static class Constants
{
    public const string LocalStackHost = "localhost.localstack.cloud";

    public const bool UseSsl = false;

    public const bool UseLegacyPorts = false;

    public const int EdgePort = 4566;

    public const string AwsAccessKeyId = "accessKey";

    public const string AwsAccessKey = "secretKey";

    public const string AwsSessionToken = "token";

    public const string RegionName = "us-east-1";
}
