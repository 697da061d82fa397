namespace Amazon.Lambda.Model;

public class Concurrency
{
    public int? ReservedConcurrentExecutions { get; set; }
}
