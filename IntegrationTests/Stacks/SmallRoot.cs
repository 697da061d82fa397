using PrivateInvoke.IntegrationTests.Environment;
using PrivateInvoke.Terraform;
using PrivateInvoke.Terraform.Stacks;

namespace PrivateInvoke.IntegrationTests.Stacks;

/// <summary>A root module of a few resources that a control plane makes in a second, and the stack that applies it there.</summary>
internal sealed class SmallRoot : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("private-invoke-").FullName;

    private readonly KeptProvider _provider = new();

    private readonly TestRepository _repository;

    private SmallRoot(TestRepository repository, Moto moto)
    {
        _repository = repository;
        Moto = moto;
    }

    public Moto Moto { get; }

    /// <summary>What stands before the control plane; null is nothing.</summary>
    public Uri? Endpoint { get; set; }

    public string Root => Path.Combine(_folder, "root");

    public string Artifacts => Path.Combine(_folder, "artifacts");

    /// <summary>A line for each time terraform was run: its arguments.</summary>
    public IReadOnlyList<string> Runs => File.Exists(RunsFile) ? File.ReadAllLines(RunsFile) : [];

    /// <summary>The states as they came, of every stack of this.</summary>
    public List<StackState> Reported { get; } = [];

    private string RunsFile => Path.Combine(_folder, "runs");

    public static async Task<SmallRoot> CreateAsync(TestRepository repository, CancellationToken cancel, bool isAlone = false)
    {
        Programs.Require("terraform");
        var root = new SmallRoot(repository, isAlone ? await Moto.StartAloneAsync(cancel) : await Moto.StartAsync(cancel));
        Directory.CreateDirectory(root.Root);
        root.Write("main.tf", Main);
        repository.ShareProviders(root.Artifacts);
        return root;
    }

    /// <summary>The name of a bucket for states.</summary>
    public string Bucket => $"states-{Moto.Account}";

    public Task CreateBucketAsync(CancellationToken cancel) => Moto.CreateBucketAsync(Bucket, "eu-central-1", cancel);

    public void Write(string name, string text) => File.WriteAllText(Path.Combine(Root, name), text);

    public string Script(string name, string text) => ShellScript.Write(Path.Combine(_folder, name), text);

    public Stack Stack(Func<StackOptions, StackOptions>? change = null, Action<StackState>? seen = null, TimeProvider? time = null)
    {
        var options = new StackOptions
        {
            Name = "small",
            Root = Root,
            Artifacts = Artifacts,
            EndpointUrl = (Endpoint ?? Moto.Address).ToString(),
            Executable = _repository.CountedTerraform,
            Variables = new Dictionary<string, string> { ["name"] = "small", ["secret"] = "hush ${x} \"q\"" },
        };
        return new Stack(change?.Invoke(options) ?? options, ProcessEnvironment.Read(), time ?? TimeProvider.System, _provider)
        {
            States = new Reporter<StackState>(state =>
            {
                Reported.Add(state);
                seen?.Invoke(state);
            }),
            Log = new Reporter<TerraformProgress>(line => TestContext.Current.TestOutputHelper?.WriteLine($"{line}")),
        };
    }

    /// <summary>The processes of its stack, but the provider that is kept: those of other tests work elsewhere. Linux only.</summary>
    public IEnumerable<int> AtWork => ProcessTable.ChildrenOf(System.Environment.ProcessId)
        .Where(id => ProcessTable.FolderOf(id).StartsWith(Artifacts, StringComparison.Ordinal)
            && ProcessTable.CommandOf(ProcessTable.SessionOf(id)) is not [.., "-debug"]);

    /// <summary>Linux only.</summary>
    public int TerraformAtWork => Assert.Single(
        AtWork, id => ProcessTable.CommandOf(id) is [var program, ..] && Path.GetFileName(program) == "terraform");

    /// <summary>As the end of a host does.</summary>
    public ValueTask EndProviderAsync() => _provider.DisposeAsync();

    public async ValueTask DisposeAsync()
    {
        await _provider.DisposeAsync();
        await Moto.DisposeAsync();
        TestFolder.Delete(_folder);
    }

    private const string Main = """
        terraform {
          required_providers {
            aws = {
              source  = "hashicorp/aws"
              version = "~> 5.100"
            }
          }
        }

        provider "aws" {
          region = "eu-central-1"
        }

        variable "name" {
          type = string
        }

        variable "secret" {
          type      = string
          sensitive = true
        }

        variable "ports" {
          type    = list(number)
          default = [443]
        }

        resource "aws_security_group" "this" {
          name = var.name
        }

        resource "aws_vpc_security_group_ingress_rule" "this" {
          for_each          = toset([for port in var.ports : tostring(port)])
          security_group_id = aws_security_group.this.id
          ip_protocol       = "tcp"
          from_port         = each.key
          to_port           = each.key
          cidr_ipv4         = "10.0.0.0/8"
        }

        output "group_id" {
          value = aws_security_group.this.id
        }

        output "ports" {
          value = var.ports
        }

        output "secret" {
          value     = var.secret
          sensitive = true
        }

        """;

    /// <summary>On the reporting thread and in order, which <see cref="Progress{T}"/> is not.</summary>
    private sealed class Reporter<T>(Action<T> report) : IProgress<T>
    {
        private readonly Lock _gate = new();

        public void Report(T value)
        {
            lock (_gate)
                report(value);
        }
    }
}
