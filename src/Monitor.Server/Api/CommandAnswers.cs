using Monitor.Channels.Files;

namespace Monitor.Server.Api;

/// <param name="Detail">What was done, in a sentence.</param>
public sealed record Done(string Detail);

/// <param name="Version">Of the docket now, for <c>If-Match</c>.</param>
public record DocketDone(string Docket, long Version);

/// <param name="Taught">The phrase that means the unit from now on; null where none was sent or taken.</param>
/// <param name="NotTaught">Why the phrase was not taken; null where it was.</param>
public sealed record TaggingDone(string Docket, long Version, string? Taught, string? NotTaught) : DocketDone(Docket, Version);

/// <param name="Into">Number of the docket that was split off.</param>
public sealed record SplittingDone(string Docket, long Version, string Into) : DocketDone(Docket, Version);

/// <param name="Id">Of the post.</param>
public sealed record PostDone(string Id);

/// <param name="Post">Id of the flagged post.</param>
/// <param name="Version">Of the flag now.</param>
public sealed record FlagDone(string Post, long Version);

/// <param name="Account">As in the list: channel and id.</param>
/// <param name="Version">Of the account's history now.</param>
public sealed record AccountDone(string Account, long Version);

/// <param name="Version">Of the alert's history now.</param>
public sealed record AlertDone(string Id, long Version);

/// <param name="Version">At which the rulebook stands now.</param>
public sealed record RulebookDone(long Version, string Detail);

/// <param name="Position">Up to which the copy equals the journal.</param>
public sealed record BackupDone(long Position);

/// <param name="Taken">Posts that were taken in; those that came before are absorbed later.</param>
/// <param name="Encoding">As the file was recognised.</param>
/// <param name="Errors">Lines that could not be taken, without a word of theirs.</param>
/// <param name="Notes">What was assumed.</param>
public sealed record ImportDone(int Taken, string Encoding, IReadOnlyList<LineError> Errors, IReadOnlyList<string> Notes);

/// <param name="Posts">How many posts the file holds.</param>
public sealed record LabelsDone(int Posts);
