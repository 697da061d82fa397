using LocalStack.Client.Contracts;
using LocalStack.Client.Options;

namespace LocalStack.Client;

public class SessionStandalone : ISessionStandalone
{
    private ISessionOptions _sessionOptions = new SessionOptions();
    private IConfigOptions _configOptions = new ConfigOptions();

    private SessionStandalone() { }

    public static ISessionStandalone Init() => new SessionStandalone();

    public ISessionStandalone WithSessionOptions(ISessionOptions sessionOptions)
    {
        _sessionOptions = sessionOptions;
        return this;
    }

    public ISessionStandalone WithConfigurationOptions(IConfigOptions configOptions)
    {
        _configOptions = configOptions;
        return this;
    }

    public ISession Create() => new Session(_sessionOptions, _configOptions);
}
