using PrivateInvoke.Plan;

namespace PrivateInvoke.Fixes;

/// <summary>One change of a configuration: as HCL, and as what it makes of a plan.</summary>
/// <param name="Module">The module whose files it is written in: <c>module.network</c>, empty for the root module.</param>
/// <param name="Address">The resource that it adds or sets.</param>
internal abstract record Change(string Module, string Address)
{
    /// <summary>The block as it is written in its module.</summary>
    public abstract string Hcl { get; }

    /// <summary>A block with an attribute of a resource that is there: as it stands, it is for a file whose name ends in <c>_override.tf</c>.</summary>
    public abstract bool IsOverride { get; }

    /// <summary>Two changes of one target do the same, or undo each other.</summary>
    public abstract string Target { get; }

    /// <summary>The plan as it would be.</summary>
    public abstract PlanDocument ApplyTo(PlanDocument plan);

    /// <summary>Type and name, without the module.</summary>
    protected string Header => $"resource {string.Join(' ', ModuleAddress.WithoutKeys(Local).Split('.').Select(label => $"\"{label}\""))}";

    private string Local => Module.Length == 0 ? Address : Address[(Module.Length + 1)..];

    /// <summary>A new resource.</summary>
    /// <param name="Like">A resource that is there, whose provider configuration it shares.</param>
    public sealed record Add(string Module, string Address, string Like, IReadOnlyList<Argument> Arguments) : Change(Module, Address)
    {
        /// <summary>The expression after <c>provider =</c>; null for the default one.</summary>
        public string? Provider { get; init; }

        public override bool IsOverride => false;

        /// <summary>One endpoint, and one record of its name, is enough for a VPC.</summary>
        public override string Target => Type is "aws_vpc_endpoint" or "aws_route53_record"
            ? $"{Type} {Like}"
            : $"{Type} {Like} {string.Join(' ', Arguments.Where(argument => argument.Name != "name").Select(argument => argument.Hcl))}";

        private string Type => ModuleAddress.WithoutKeys(Local).Split('.')[0];

        public override string Hcl => HclWriter.Block(Header, Provider is null ? Arguments : [new Argument("provider", Provider, PlannedValue.Absent.Instance), .. Arguments]);

        public override PlanDocument ApplyTo(PlanDocument plan) => plan with
        {
            Resources =
            [
                .. plan.Resources,
                new PlannedResource
                {
                    Address = Address,
                    Type = Type,
                    Module = Module,
                    Values = new PlannedObject(Arguments.ToDictionary(argument => argument.Name, argument => argument.Value)),
                    Symbols = new Dictionary<string, string> { ["id"] = SymbolOf(Address) },
                },
            ],
        };

        /// <summary>Stands for the id that AWS will give it.</summary>
        public static string SymbolOf(string address) => $"fix-{address}";
    }

    /// <summary>An attribute, or every block of one name, of a resource that is there.</summary>
    public sealed record Set(string Module, string Address, Argument Argument) : Change(Module, Address)
    {
        public override bool IsOverride => true;

        public override string Target => $"{Address} {Argument.Name} {(Argument.Appends ? Argument.Hcl : "")}";

        public override string Hcl => HclWriter.Block(Header, [Argument]);

        public override PlanDocument ApplyTo(PlanDocument plan) => plan with
        {
            Resources = [.. plan.Resources.Select(resource => resource.Address == Address ? ApplyTo(resource) : resource)],
        };

        public PlannedResource ApplyTo(PlannedResource resource) => resource with
        {
            Values = new PlannedObject(new Dictionary<string, PlannedValue>(resource.Values.Attributes) { [Argument.Name] = Argument.Value }),
        };
    }
}

/// <summary>An attribute with its expression and what a plan has for it.</summary>
/// <param name="Hcl">The expression after the equals sign; for blocks, their whole text.</param>
internal sealed record Argument(string Name, string Hcl, PlannedValue Value)
{
    /// <summary>One block or more of the name, in place of an attribute.</summary>
    public bool IsBlocks { get; init; }

    /// <summary>What was there is in it too, so that the next one can append to this one.</summary>
    public bool Appends { get; init; }

    public static Argument Of(string name, string text) => new(name, HclWriter.Quoted(text), new PlannedValue.Text(text));

    public static Argument Of(string name, bool flag) => new(name, flag ? "true" : "false", PlannedValue.Flag.Of(flag));

    public static Argument Of(string name, int number) => new(name, $"{number}", new PlannedValue.Number(number));
}
