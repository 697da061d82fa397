using LocalStack.Client.Contracts;

namespace LocalStack.Client.Options;

public class LocalStackOptions(bool useLocalStack, SessionOptions sessionOptions, ConfigOptions configOptions) : ILocalStackOptions
{
    public LocalStackOptions() : this(useLocalStack: false, new SessionOptions(), new ConfigOptions()) { }

    public bool UseLocalStack { get; private set; } = useLocalStack;

    public SessionOptions Session { get; private set; } = sessionOptions;

    public ConfigOptions Config { get; private set; } = configOptions;
}
