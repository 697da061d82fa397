using Amazon.Lambda.RuntimeSupport;

// Answers with its event, after as many milliseconds as ECHO_DELAY says: what is measured is what stands in front of it.
var delay = int.TryParse(Environment.GetEnvironmentVariable("ECHO_DELAY"), out var milliseconds) ? milliseconds : 0;
Func<Stream, Task<Stream>> echo = async payload =>
{
    if (delay > 0)
        await Task.Delay(delay);
    var copy = new MemoryStream();
    await payload.CopyToAsync(copy);
    copy.Position = 0;
    return copy;
};
await LambdaBootstrapBuilder.Create(echo).Build().RunAsync();
