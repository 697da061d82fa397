using Amazon.Runtime;

namespace Amazon.Lambda;

/// <summary>The runtimes named here; others come and go as text, as always with a <see cref="ConstantClass"/>.</summary>
public class Runtime(string value) : ConstantClass(value)
{
    public static readonly Runtime Dotnet10 = new("dotnet10");

    public static readonly Runtime Dotnet8 = new("dotnet8");

    public static readonly Runtime ProvidedAl2 = new("provided.al2");

    public static readonly Runtime ProvidedAl2023 = new("provided.al2023");

    public static Runtime FindValue(string value) => FindValue<Runtime>(value);

    public static implicit operator Runtime(string value) => FindValue(value);
}
