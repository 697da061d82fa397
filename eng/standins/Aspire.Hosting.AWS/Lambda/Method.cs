namespace Aspire.Hosting.AWS.Lambda;

public enum Method
{
    Any,
    Get,
    Post,
    Put,
    Delete,
    Patch,
    Head,
    Options,
}
