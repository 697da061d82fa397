namespace PrivateInvoke.Cost;

/// <summary>What to compare.</summary>
/// <param name="Gb">Traffic a month, in and out.</param>
/// <param name="EndpointZones">Zones summed over the endpoints: two endpoints in two zones are four.</param>
internal sealed record CostQuestion(string Region, decimal Gb, int EndpointZones, int NatGateways);
