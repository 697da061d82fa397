using Amazon.Lambda;
using PrivateInvoke.IntegrationTests.Environment;

namespace PrivateInvoke.IntegrationTests.Clouds;

internal sealed class MotoCloud : Cloud
{
    private readonly Moto _moto;

    private readonly AmazonLambdaClient _lambda;

    private MotoCloud(Moto moto)
    {
        _moto = moto;
        _lambda = LocalStackClients.Lambda(moto.Address.Host, moto.Address.Port);
    }

    public override Offer<IReadOnlyDictionary<string, string?>> ControlPlane =>
        new Offer<IReadOnlyDictionary<string, string?>>.Has(_moto.Environment);

    public override IAmazonLambda Lambda => _lambda;

    public override Offer<IAmazonLambda> Invokes { get; } = new Offer<IAmazonLambda>.Lacks("this endpoint runs no code");

    public static async Task<Offer<Cloud>> StartAsync(CancellationToken cancel) =>
        Programs.Find("moto_server") is null
            ? new Offer<Cloud>.Lacks("moto_server is not on PATH")
            : new Offer<Cloud>.Has(new MotoCloud(await Moto.StartAsync(cancel)));

    public override ValueTask DisposeAsync()
    {
        _lambda.Dispose();
        return _moto.DisposeAsync();
    }
}
