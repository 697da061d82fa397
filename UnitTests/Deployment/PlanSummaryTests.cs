using PrivateInvoke.Paths;
using PrivateInvoke.Terraform.Deployment;
using PrivateInvoke.Terraform.Stacks;

namespace PrivateInvoke.UnitTests.Deployment;

public sealed class PlanSummaryTests
{
    [Fact]
    public void It_shows_the_verdict_its_reason_and_every_change()
    {
        var path = new InvokePath
        {
            Caller = new PathEnd("module.caller.aws_lambda_function.this", "caller"),
            Callee = new PathEnd("module.callee.aws_lambda_function.this", "callee"),
            Via = Via.InterfaceEndpoint,
            Hops =
            [
                new Hop { Kind = HopKind.CallerEgress, Result = HopResult.Blocked, Code = "X", Message = "No rule lets\n443 leave.", Fix = "Add one." },
                new Hop { Kind = HopKind.Route, Result = HopResult.Passed, Code = "Y", Message = "Fine." },
            ],
        };
        var plan = new StackPlan
        {
            HasChanges = true,
            Changes = new StackChanges(1, 0, 0),
            Resources = [new StackChange("aws_vpc.this", "create")],
            Drifted = ["aws_security_group.this"],
        };

        Assert.Equal(
            """
            ### `infra` at AWS

            | invoke path | verdict |
            | --- | --- |
            | `caller` → `callee` | Blocked |

            - **CallerEgress** (Blocked): No rule lets 443 leave. Fix: Add one.

            **Plan:** 1 to add, 0 to change, 0 to remove.

            <details><summary>1 resource</summary>

            - create `aws_vpc.this`

            </details>

            Changed by other tools since the last apply:

            - `aws_security_group.this`

            """,
            PlanSummary.Write("infra", "AWS", plan, [path]));
    }

    [Fact]
    public void Without_a_path_and_a_change_it_says_so() => Assert.Equal(
        "### `infra` at AWS\n\nNo function invokes another one in this plan.\n\n**Plan:** no change.\n",
        PlanSummary.Write("infra", "AWS", new StackPlan { HasChanges = false, Changes = new StackChanges(0, 0, 0) }, []));
}
