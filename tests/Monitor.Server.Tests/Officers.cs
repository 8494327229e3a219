namespace Monitor.Server.Tests;

/// <summary>Officers of the seeds by what they may do.</summary>
static class Officers
{
    /// <summary>An ACP of the control room: answers for how the force works.</summary>
    public const string Nodal = "blr/command-centre/nodal-officer";
}
