using System.CommandLine;

namespace AppHost;

/// <summary>The options of <c>cost</c>.</summary>
internal static class CostCommand
{
    private static readonly Option<decimal> Gb = new("--gb")
    {
        Description = "Traffic a month in GB, in and out.",
        DefaultValueFactory = _ => 100,
        HelpName = "N",
    };

    private static readonly Option<string> Format = new Option<string>("--format")
    {
        Description = "How the comparison is written.",
        DefaultValueFactory = _ => "text",
        HelpName = "text|json",
    }.AcceptOnlyFromAmong("text", "json");

    public static Command Build()
    {
        var command = new Command("cost", "Compare the month's list price of this plan's interface endpoints with that of NAT gateways.");
        command.Add(Cli.Infra);
        command.Add(Cli.Var);
        command.Add(PlanFile.Option);
        command.Add(Gb);
        command.Add(Format);
        command.Add(Cli.Terraform);
        command.SetAction((parsed, cancel) => CostVerb.RunAsync(
            PlanFile.SourceOf(parsed), parsed.GetValue(Gb), isJson: parsed.GetValue(Format) == "json", cancel));
        return command;
    }
}
