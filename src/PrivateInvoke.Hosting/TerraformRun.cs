using PrivateInvoke.Terraform.Provisioning;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>What a resource has come to in this run of the application. A later apply replaces what an earlier one gave.</summary>
internal sealed class TerraformRun
{
    private readonly Lock _gate = new();
    private TaskCompletionSource<Provisioned> _provisioned = New();

    /// <summary>The last time it ended well; while it has never ended, the first time it does. It throws what went wrong.</summary>
    public Task<Provisioned> Provisioned
    {
        get
        {
            lock (_gate)
                return _provisioned.Task;
        }
    }

    public void Set(Provisioned provisioned)
    {
        lock (_gate)
        {
            Renew();
            _provisioned.SetResult(provisioned);
        }
    }

    public void Fail(Exception exception)
    {
        lock (_gate)
        {
            // What was there before stays there.
            if (_provisioned.Task.IsCompletedSuccessfully)
                return;

            Renew();
            _provisioned.SetException(exception);

            // Nobody may be asking.
            _ = _provisioned.Task.Exception;
        }
    }

    private void Renew()
    {
        if (_provisioned.Task.IsCompleted)
            _provisioned = New();
    }

    private static TaskCompletionSource<Provisioned> New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
