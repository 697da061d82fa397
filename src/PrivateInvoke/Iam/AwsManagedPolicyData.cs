namespace PrivateInvoke.Iam;

/// <summary>
/// AWS-managed policies as AWS published them up to 2026-05-01, as far as they say anything of lambda:InvokeFunction and of the
/// actions that attach a function to a VPC.
/// </summary>
internal static class AwsManagedPolicyData
{
    /// <summary>Those that decide an invoke or an attachment, by path and name, with the date of the version that is current.</summary>
    public static readonly (string Name, string Updated, string Statement)[] Speaking =
    [
        ("service-role/AWSLambdaVPCAccessExecutionRole", "2024-01-05", Allow(
            "logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents", "ec2:CreateNetworkInterface",
            "ec2:DescribeNetworkInterfaces", "ec2:DescribeSubnets", "ec2:DeleteNetworkInterface", "ec2:AssignPrivateIpAddresses",
            "ec2:UnassignPrivateIpAddresses")),
        ("service-role/AWSLambdaENIManagementAccess", "2020-10-01", Allow(
            "ec2:CreateNetworkInterface", "ec2:DescribeNetworkInterfaces", "ec2:DeleteNetworkInterface",
            "ec2:AssignPrivateIpAddresses", "ec2:UnassignPrivateIpAddresses")),
        ("service-role/AWSLambdaRole", "2015-02-06", Allow("lambda:InvokeFunction")),
        ("AWSLambda_FullAccess", "2026-02-12", Allow("lambda:*", "ec2:DescribeSecurityGroups", "ec2:DescribeSubnets", "ec2:DescribeVpcs")),
        ("AdministratorAccess", "2015-02-06", Allow("*")),
        ("PowerUserAccess", "2026-02-12",
            """{ "Effect": "Allow", "NotAction": ["iam:*", "organizations:*", "account:*"], "Resource": "*" }"""),
        ("AmazonEC2FullAccess", "2018-11-27", Allow("ec2:*")),
        ("AWSDenyAll", "2023-12-18", """{ "Effect": "Deny", "Action": "*", "Resource": "*" }"""),
    ];

    /// <summary>Those often attached to functions that say nothing of these actions.</summary>
    public const string Silent =
        """
        service-role/AWSAppSyncPushToCloudWatchLogs
        AWSKeyManagementServicePowerUser
        service-role/AWSLambdaBasicDurableExecutionRolePolicy
        service-role/AWSLambdaBasicExecutionRole
        service-role/AWSLambdaDynamoDBExecutionRole
        AWSLambdaExecute
        service-role/AWSLambdaKinesisExecutionRole
        service-role/AWSLambdaSQSQueueExecutionRole
        AWSSecretsManagerClientReadOnlyAccess
        AWSStepFunctionsConsoleFullAccess
        AWSStepFunctionsFullAccess
        AWSStepFunctionsReadOnlyAccess
        AWSXRayDaemonWriteAccess
        AWSXrayFullAccess
        AWSXrayReadOnlyAccess
        AWSXrayWriteOnlyAccess
        AmazonAPIGatewayAdministrator
        AmazonAPIGatewayInvokeFullAccess
        service-role/AmazonAPIGatewayPushToCloudWatchLogs
        AmazonAthenaFullAccess
        AmazonBedrockMarketplaceAccess
        AmazonBedrockReadOnly
        AmazonCognitoDeveloperAuthenticatedIdentities
        AmazonCognitoPowerUser
        AmazonCognitoReadOnly
        AmazonEC2ContainerRegistryFullAccess
        AmazonEC2ContainerRegistryPowerUser
        AmazonEC2ContainerRegistryPullOnly
        AmazonEC2ContainerRegistryReadOnly
        AmazonElastiCacheReadOnlyAccess
        AmazonElasticFileSystemClientFullAccess
        AmazonElasticFileSystemClientReadOnlyAccess
        AmazonElasticFileSystemClientReadWriteAccess
        AmazonEventBridgeFullAccess
        AmazonEventBridgePipesFullAccess
        AmazonEventBridgePipesOperatorAccess
        AmazonEventBridgePipesReadOnlyAccess
        AmazonEventBridgeReadOnlyAccess
        AmazonEventBridgeSchedulerFullAccess
        AmazonEventBridgeSchedulerReadOnlyAccess
        AmazonEventBridgeSchemasFullAccess
        AmazonEventBridgeSchemasReadOnlyAccess
        AmazonKeyspacesReadOnlyAccess
        AmazonKinesisAnalyticsFullAccess
        AmazonKinesisAnalyticsReadOnly
        AmazonKinesisFirehoseFullAccess
        AmazonKinesisFirehoseReadOnlyAccess
        AmazonKinesisFullAccess
        AmazonKinesisReadOnlyAccess
        AmazonOpenSearchServiceReadOnlyAccess
        AmazonPollyFullAccess
        AmazonPollyReadOnlyAccess
        AmazonRDSDataFullAccess
        service-role/AmazonRDSEnhancedMonitoringRole
        AmazonRDSPerformanceInsightsFullAccess
        AmazonRDSPerformanceInsightsReadOnly
        AmazonRedshiftDataFullAccess
        AmazonRekognitionCustomLabelsFullAccess
        AmazonRekognitionFullAccess
        AmazonRekognitionReadOnlyAccess
        service-role/AmazonRekognitionServiceRole
        AmazonS3ExpressFullAccess
        AmazonS3ExpressReadOnlyAccess
        AmazonS3FullAccess
        service-role/AmazonS3ObjectLambdaExecutionRolePolicy
        AmazonS3ReadOnlyAccess
        AmazonS3TablesFullAccess
        AmazonS3TablesReadOnlyAccess
        AmazonSESFullAccess
        AmazonSESReadOnlyAccess
        AmazonSNSFullAccess
        AmazonSNSReadOnlyAccess
        service-role/AmazonSNSRole
        AmazonSQSFullAccess
        AmazonSQSReadOnlyAccess
        AmazonSSMFullAccess
        AmazonSSMManagedInstanceCore
        AmazonSSMReadOnlyAccess
        AmazonTextractFullAccess
        service-role/AmazonTextractServiceRole
        AmazonTimestreamConsoleFullAccess
        AmazonTimestreamFullAccess
        AmazonTimestreamReadOnlyAccess
        AmazonTranscribeFullAccess
        AmazonTranscribeReadOnlyAccess
        CloudWatchAgentAdminPolicy
        CloudWatchAgentServerPolicy
        CloudWatchApplicationSignalsFullAccess
        CloudWatchApplicationSignalsReadOnlyAccess
        CloudWatchEventsFullAccess
        service-role/CloudWatchEventsInvocationAccess
        CloudWatchEventsReadOnlyAccess
        CloudWatchFullAccess
        CloudWatchFullAccessV2
        CloudWatchLambdaApplicationSignalsExecutionRolePolicy
        CloudWatchLambdaInsightsExecutionRolePolicy
        CloudWatchLogsFullAccess
        CloudWatchLogsReadOnlyAccess
        CloudWatchReadOnlyAccess
        service-role/ComprehendDataAccessRolePolicy
        ComprehendFullAccess
        ComprehendReadOnly
        IAMReadOnlyAccess
        TranslateFullAccess
        TranslateReadOnly
        """;

    private static string Allow(params string[] actions) =>
        $$"""{ "Effect": "Allow", "Action": [{{string.Join(", ", actions.Select(action => $"\"{action}\""))}}], "Resource": "*" }""";
}
