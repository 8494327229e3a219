using Monitor.Runtime.Grains;
using Monitor.Server.Web;

namespace Monitor.Server.Api;

/// <summary>How the end of a turn is told to whoever asked for it: a refusal is 409, a version that was passed 412, what could not be stored 503.</summary>
public static class TurnAnswers
{
    /// <param name="done">The answer to a command that was carried out, now or the first time that it came.</param>
    public static IResult Answer(this TurnResult result, object done) => result.Outcome switch
    {
        TurnOutcome.Appended or TurnOutcome.Nothing or TurnOutcome.KeyTaken or TurnOutcome.AlreadyDone => Results.Ok(done),
        TurnOutcome.Refused => Problems.Of(result.Refusal!),
        TurnOutcome.OtherVersion => Problems.Of(412, "other-version", $"It is at version {result.Version}: read it again and decide anew."),
        TurnOutcome.Quarantined => Problems.Quarantined(),
        TurnOutcome.Failed when result.Detail == TurnResult.DiskFull => Problems.DiskFull(),
        TurnOutcome.Failed => Problems.Of(503, "not-stored", "It could not be stored, or nobody knows whether it was: ask again, under the same Idempotency-Key if it had one."),
        _ => throw new InvalidOperationException($"{result.Outcome} is not answered."),
    };
}
