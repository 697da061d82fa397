using System.ComponentModel;
using System.Text.Json;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using PrivateInvoke.Cloud;
using PrivateInvoke.Expectations;
using PrivateInvoke.Fixes;
using PrivateInvoke.Paths;
using PrivateInvoke.Plan;

namespace PrivateInvoke.Cli;

/// <summary>What a client can ask. Each answers with the JSON of the verb, kept short; what a user can mend is an error of two lines.</summary>
internal sealed class McpTools(McpPlans plans)
{
    /// <summary>A client reads every word: more paths than this are counted.</summary>
    private const int Shown = 20;

    private const string PlanHelp = "A Terraform plan or state in JSON (terraform show -json), by its file.";
    private const string InfraHelp = "In place of a plan: the folder of a Terraform root module, which is planned without an account.";
    private const string CallerHelp = "Only paths from this function: an address, a name, or either with *.";
    private const string CalleeHelp = "Only paths to this function: as the caller, or an ARN.";
    private const string ServiceHelp = "The AWS API that is called, as in com.amazonaws.REGION.SERVICE; lambda by default. Another one has no callee.";

    public static IEnumerable<McpServerTool> All(McpPlans plans)
    {
        var tools = new McpTools(plans);
        return
        [
            Tool("check", "Judges every invoke path of a plan: the verdicts, and what blocks or is undecided, hop by hop, with the fix.", tools.CheckAsync),
            Tool("explain", "Says what a code of a hop means, what the caller sees, how it is fixed, and on which page AWS describes it. Without a code: all codes.", tools.Explain),
            Tool("what_if", "Judges the plan without some resources, and says which paths open, close or change.", tools.WhatIfAsync),
            Tool("suggest_fix", "Gives the smallest patch as HCL for each path that is not Reachable, judged before it is suggested, or says why there is none.", tools.SuggestFixAsync),
            Tool("minimal_policy", "Gives the least identity, endpoint and resource policies for the paths, as JSON and HCL.", tools.MinimalPolicyAsync),
            Tool("diff", "Compares two plans, folders or commits: which paths open, close or change a hop.", tools.DiffAsync),
        ];
    }

    private static McpServerTool Tool(string name, string description, Delegate method) => McpServerTool.Create(method, new McpServerToolCreateOptions
    {
        Name = name,
        Description = description,
        ReadOnly = true,
        Destructive = false,
        Idempotent = true,
        OpenWorld = false,
    });

    private Task<CallToolResult> CheckAsync(
        [Description(PlanHelp)] string? plan = null,
        [Description(InfraHelp)] string? infra = null,
        [Description(CallerHelp)] string? caller = null,
        [Description(CalleeHelp)] string? callee = null,
        [Description(ServiceHelp)] string? service = null,
        CancellationToken cancel = default) => AnswerAsync(async () =>
        {
            var (_, paths) = await PathsAsync(plan, infra, caller, callee, service, cancel);
            return Checked(paths);
        });

    private Task<CallToolResult> Explain([Description("A code such as ENI_SG_RULES_MISMATCH.")] string? code = null) =>
        AnswerAsync(() => Task.FromResult<object>(code is null
            ? HopCode.All.ToDictionary(one => one.Code, one => one.Meaning)
            : JsonDocument.Parse(CodeReport.Json([HopCode.Find(code)])).RootElement.GetProperty("codes")[0]));

    private Task<CallToolResult> WhatIfAsync(
        [Description("Terraform addresses to take out of the plan, such as aws_vpc_security_group_egress_rule.caller_to_endpoint.")] string[] remove,
        [Description(PlanHelp)] string? plan = null,
        [Description(InfraHelp)] string? infra = null,
        CancellationToken cancel = default) => AnswerAsync(async () =>
        {
            var source = plans.Source(plan, infra);
            var read = await plans.ReadAsync(source, cancel);
            var unknown = remove.Where(address => !read.Plan.Resources.Any(resource => resource.Address == address)).ToArray();
            if (remove.Length == 0 || unknown.Length > 0)
                throw new ProblemException(
                    remove.Length == 0 ? "Nothing is to be removed." : $"'{source.Name}' has no resource {string.Join(", ", unknown)}.",
                    "Name addresses as the plan has them, instance keys included.");

            var without = remove.Aggregate(read.Model, (model, address) => model.Without(address));
            var report = DiffReport.Between(source.Name, $"without {string.Join(", ", remove)}", PathFinder.Find(read.Model), new JudgedPaths(null, PathFinder.Find(without)));
            return Short(report);
        });

    private Task<CallToolResult> SuggestFixAsync(
        [Description(PlanHelp)] string? plan = null,
        [Description(InfraHelp)] string? infra = null,
        [Description(CallerHelp)] string? caller = null,
        [Description(CalleeHelp)] string? callee = null,
        [Description(ServiceHelp)] string? service = null,
        CancellationToken cancel = default) => AnswerAsync(async () =>
        {
            var (read, paths) = await PathsAsync(plan, infra, caller, callee, service, cancel);
            var module = (plans.Source(plan, infra) as PlanSource.Folder)?.Module;
            var sources = module?.Sources();
            var mended = paths.OrderBy(path => path.Verdict is Verdict.Reachable).Take(Shown).ToArray();
            var fixes = new CheckRemedies(read.Plan, read.Model, new CheckReport(mended, module, false)).Fixes(sources);
            return new
            {
                suggestions = JsonDocument.Parse(SuggestionReport.Json(fixes, address => sources?.Find(address))).RootElement.GetProperty("suggestions"),
                pathsNotAsked = paths.Count - mended.Length,
            };
        });

    private Task<CallToolResult> MinimalPolicyAsync(
        [Description(PlanHelp)] string? plan = null,
        [Description(InfraHelp)] string? infra = null,
        [Description(CallerHelp)] string? caller = null,
        [Description(CalleeHelp)] string? callee = null,
        CancellationToken cancel = default) => AnswerAsync(async () =>
        {
            var (read, paths) = await PathsAsync(plan, infra, caller, callee, null, cancel);
            return LeastPolicy.Json(new CheckRemedies(read.Plan, read.Model, new CheckReport(paths, null, false)).Policies);
        });

    private Task<CallToolResult> DiffAsync(
        [Description("A plan in JSON by its file, the folder of a root module, or a commit, branch or tag.")] string @base,
        [Description("As base. Default: the root module as it is in the working tree.")] string? head = null,
        [Description("The folder of the root module that a commit is looked for in. Default: infra/ of the repository.")] string? infra = null,
        CancellationToken cancel = default) => AnswerAsync(async () =>
        {
            if (@base == "-" || head == "-")
                throw new ProblemException("A plan cannot come from standard input, which is the client's.", "Write it to a file, and name that.");

            return Short(await DiffCommand.CompareAsync(plans.Module(infra), @base, head, null, cancel));
        });

    private async Task<(ReadPlan Read, IReadOnlyList<InvokePath> Paths)> PathsAsync(
        string? plan, string? infra, string? caller, string? callee, string? service, CancellationToken cancel)
    {
        var source = plans.Source(plan, infra);
        var read = await plans.ReadAsync(source, cancel);
        var query = new PathQuery { Caller = caller, Callee = callee, Service = service ?? "lambda" };
        var paths = PathFinder.Find(read.Model, query);
        return paths.Count > 0 ? (read, paths) : throw CheckCommand.Nothing(source, read.Model, query);
    }

    /// <summary>
    /// A client introduces itself before it asks. Meanwhile a small plan is checked, so that what a check runs is compiled, and the usual
    /// plan is read where it is a file.
    /// </summary>
    public static async Task WarmUpAsync(McpPlans plans, CancellationToken cancel)
    {
        await using var small = typeof(McpTools).Assembly.GetManifestResourceStream("McpWarmUp.json")!;
        var model = CloudModel.Read(await PlanReader.ReadAsync(small, "McpWarmUp.json", cancel));
        await AnswerAsync(() => Task.FromResult(Checked(PathFinder.Find(model))));
        await plans.WarmUpAsync(cancel);
    }

    private static object Checked(IReadOnlyList<InvokePath> paths)
    {
        var open = paths.Where(path => path.Verdict is not Verdict.Reachable).ToArray();
        return new
        {
            summary = new CheckReport(paths, null, false).Summary,
            notReachable = open.Take(Shown).Select(path => new
            {
                caller = path.Caller.Address ?? path.Caller.Name,
                callee = path.Callee.Address ?? path.Callee.Name,
                path.Callee.Qualifier,
                path.Service,
                verdict = path.Verdict.ToString(),
                findings = path.Hops.Where(hop => hop.Result is HopResult.Blocked or HopResult.Undecided).Select(Finding),
            }),
            notShown = Math.Max(0, open.Length - Shown),
            warnings = paths.SelectMany(path => path.Hops).Where(hop => hop.Result is HopResult.Warning).Distinct().Take(Shown).Select(Finding),
        };
    }

    private static object Finding(Hop hop) => new { hop = hop.Kind.ToString(), result = hop.Result.ToString(), hop.Code, hop.Address, hop.Attribute, hop.Message, hop.Fix };

    private static object Short(DiffReport report) => new
    {
        summary = report.Summary,
        worse = report.Worst is not Outcome.Expected,
        differences = JsonDocument.Parse((report with { Differences = [.. report.Differences.Take(Shown)] }).Json()).RootElement.GetProperty("differences"),
        notShown = Math.Max(0, report.Differences.Count - Shown),
    };

    private static async Task<CallToolResult> AnswerAsync(Func<Task<object>> ask)
    {
        try
        {
            return Text(JsonSerializer.Serialize(await ask(), JsonSerializerOptions.Web), isError: false);
        }
        catch (ProblemException problem)
        {
            return Text(problem.ToString(), isError: true);
        }
    }

    private static CallToolResult Text(string text, bool isError) => new() { Content = [new TextContentBlock { Text = text }], IsError = isError };
}
