using PrivateInvoke.Local.Lambda;

namespace PrivateInvoke.UnitTests.Lambda;

/// <summary>Programs that fail in a way of their own each: they cannot start, die, hang, hang up or write garbage. bash is all they need.</summary>
internal static class BrokenFunctions
{
    private const string Connect =
        """
        #!/bin/bash
        api="${AWS_LAMBDA_RUNTIME_API}"
        exec 3<>"/dev/tcp/${api%:*}/${api#*:}"
        next() { printf 'GET /2018-06-01/runtime/invocation/next HTTP/1.1\r\nHost: %s\r\n\r\n' "$api" >&3; }
        id() {
          while read -r line <&3; do
            case "$line" in [Ll]ambda-[Rr]untime-[Aa]ws-[Rr]equest-[Ii]d:*) line="${line%$'\r'}"; echo "${line#*: }"; return ;; esac
          done
        }

        """;

    private static readonly IReadOnlyDictionary<string, string> Scripts = new Dictionary<string, string>
    {
        ["no-program"] = "\u0001\u0002 neither a script nor a binary",
        ["dies-in-init"] = "#!/bin/sh\necho no database >&2\nexit 7\n",
        ["hangs-in-init"] = "#!/bin/sh\nexec sleep 600\n",
        ["dies"] = Connect + "next\nid >/dev/null\nkill -9 $$\n",
        ["hangs"] = Connect + "next\nid >/dev/null\nexec sleep 600\n",
        ["hangs-up"] = Connect + "next\nexec 3>&-\nexec sleep 600\n",
        ["hangs-up-and-ends"] = Connect + "next\nexec 3>&-\nexit 0\n",
        ["hangs-up-in-the-answer"] = Connect +
            """
            next
            one="$(id)"
            printf 'POST /2018-06-01/runtime/invocation/%s/response HTTP/1.1\r\nHost: %s\r\nContent-Length: 1000\r\n\r\n{"half' "$one" "$api" >&3
            exec 3>&-
            exec sleep 600

            """,
        ["writes-garbage"] = Connect + "head -c 100000 /dev/urandom >&3\nhead -c 100000 /dev/urandom\nexec sleep 600\n",
        ["answers-garbage"] = Connect +
            """
            next
            one="$(id)"
            printf 'POST /2018-06-01/runtime/invocation/%s/response HTTP/1.1\r\nHost: %s\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n\1\2\3' "$one" "$api" >&3
            head -c 100000 /dev/urandom >&3
            exec sleep 600

            """,
    };

    public static IEnumerable<string> Names => Scripts.Keys;

    public static IReadOnlyList<FunctionSpec> Write(string folder, TimeSpan timeout) =>
    [
        .. Scripts.Select(script =>
        {
            var program = Path.Combine(folder, script.Key);
            File.WriteAllText(program, script.Value);
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            return new FunctionSpec
            {
                Name = script.Key,
                Arn = $"arn:aws:lambda:us-east-1:123456789012:function:{script.Key}",
                Region = "us-east-1",
                Timeout = timeout,
                Code = new FunctionCode.Process(program, [], folder),
            };
        }),
    ];
}
