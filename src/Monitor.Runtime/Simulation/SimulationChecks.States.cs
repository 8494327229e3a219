using System.Text.Json;
using Monitor.Core;
using Monitor.Core.Accounts;
using Monitor.Core.Alerts;
using Monitor.Core.Authors;
using Monitor.Core.Complaints;
using Monitor.Core.Incidents;
using Monitor.Core.Organisation;
using Monitor.Core.Posts;
using Monitor.Core.Sla;
using Monitor.Runtime.Codec;
using Monitor.Runtime.Grains;
using Monitor.Runtime.Intake;
using Monitor.Runtime.Journal;

namespace Monitor.Runtime.Simulation;

/// <summary>What the grains' own states must say of one another once every reactor has come to the end of the feed.</summary>
internal sealed partial class SimulationChecks
{
    private readonly Dictionary<string, Complaint> complaints = [];
    private readonly Dictionary<string, Alert> alerts = [];
    private readonly Dictionary<string, Incident> incidents = [];
    private readonly Dictionary<string, OfficialAccount> accounts = [];

    /// <summary>Where in the feed each seat was registered: what was opened before is owed by nobody.</summary>
    private readonly Dictionary<string, long> registered = [];

    /// <summary>Seats that once had as many debts as they can remember.</summary>
    private readonly HashSet<string> full = [];

    private void Fold()
    {
        foreach (var (stored, happened) in feed)
        {
            var key = StreamName.KeyOf(stored.Stream);
            switch (happened)
            {
                case ComplaintEvent e:
                    complaints[key] = complaints.GetValueOrDefault(key, Complaint.Initial).Evolve(e);
                    break;
                case AlertEvent e:
                    alerts[key] = alerts.GetValueOrDefault(key, Alert.Initial).Evolve(e);
                    break;
                case IncidentEvent e:
                    incidents[key] = incidents.GetValueOrDefault(key, Incident.Initial).Evolve(e);
                    break;
                case OfficialAccountEvent e:
                    accounts[key] = accounts.GetValueOrDefault(key, OfficialAccount.Initial).Evolve(e);
                    registered.TryAdd(key, stored.Position);
                    if (accounts[key] is OfficialAccount.Registered { Debts.Count: >= OfficialAccount.DebtsMax })
                    {
                        full.Add(key);
                    }

                    break;
            }
        }
    }

    private IEnumerable<(string Docket, Complaint.Live State)> Lives() =>
        complaints.Where(each => each.Value is Complaint.Live live && live.Folder.Channel != Channel.Canary).Select(each => (each.Key, (Complaint.Live)each.Value));

    private bool IsOpen(AlertKind kind, string subject) => alerts.GetValueOrDefault(Alert.Key(kind, subject)) is Alert.Open;

    private void LateClocksAreWithOfficersAndOnTheBoard()
    {
        foreach (var (docket, state) in Lives())
        {
            foreach (var clock in state.Folder.Clocks)
            {
                var told = IsOpen(AlertKind.Breach, $"{docket}/{clock.Kind.ToString().ToLowerInvariant()}");
                var late = clock is { IsOpen: true, Breached: true };
                Expect(!told || late, $"officers are told of {clock.Kind} of {docket}, which is {clock.Standing} and not late");
                Expect(
                    told || !late || clock.ClimbedTo == LadderStep.None,
                    $"{clock.Kind} of {docket} climbed to {clock.ClimbedTo}, is {clock.Standing} and late, and no alert is open");
            }

            var isLate = state.Folder.Clocks.Any(clock => clock is { IsRunning: true, Breached: true });
            Expect(!state.IsOpen || machine.Board.Read(board => board.Find(docket))?.Late == isLate, $"{docket} is late: {isLate}; the board shows the contrary");
        }
    }

    private void LivesAtRiskAreWithOfficers()
    {
        foreach (var (docket, state) in Lives())
        {
            var isAtRisk = state.IsOpen && state.Folder.IsP0;
            Expect(
                isAtRisk || !IsOpen(AlertKind.LifeAtRisk, docket), $"officers are told of a life at risk of {docket}, which is {state.GetType().Name} and {state.Folder.Priority}");
            var told = alerts.GetValueOrDefault(Alert.Key(AlertKind.LifeAtRisk, docket)) is Alert.Open or Alert.Counted;
            var handedOff = !state.Folder.Clocks.Any(clock => clock.IsOpen && clock.Kind.IsHandoff());
            Expect(!isAtRisk || told || handedOff, $"a life is at risk by {docket} and no alert says so");
        }
    }

    private void OurOwnWordsOpenNothing()
    {
        var ours = feed.Select(each => each.Event switch
        {
            AuthorEvent.AnswerJoined e => e.Answer.Id,
            AuthorEvent.AnswerUnmatched e => e.Answer.Id,
            AuthorEvent.OwnPostNoted e => e.Post.Id,
            _ => null,
        }).OfType<string>().ToHashSet();
        var asked = feed.Select(each => each.Event switch
        {
            AuthorEvent.DocketOpened e => e.Post.Id,
            AuthorEvent.PostJoined e => e.Post.Id,
            AuthorEvent.PostTriaged e => e.Post.Id,
            _ => null,
        }).OfType<string>();
        var both = asked.Where(ours.Contains).Take(3).ToArray();
        Expect(both.Length == 0, $"our own words were taken for a citizen's: {string.Join(' ', both)}");
    }

    private void EachPostIsOnOneDocket()
    {
        var homes = new Dictionary<string, HashSet<string>>();
        foreach (var (_, happened) in feed)
        {
            foreach (var (docket, post) in OnDocket(happened))
            {
                homes.TryAdd(post, []);
                homes[post].Add(docket);
            }

            if (happened is AuthorEvent.DocketUnknown unknown)
            {
                homes.GetValueOrDefault(unknown.Post)?.Remove(unknown.Docket);
            }
        }

        foreach (var (post, dockets) in homes.Where(home => home.Value.Count > 1))
        {
            Expect(false, $"post {post} is on {string.Join(" and ", dockets)}");
        }
    }

    private void TheNewestWordsStand(IReadOnlyList<ScriptedDelivery> accepted)
    {
        var edits = accepted.SelectMany(delivery => JsonSerializer.Deserialize<Item[]>(delivery.Body, StoredJson.Options)!).Where(item => item.Kind == ItemKind.Edited);
        foreach (var newest in edits.GroupBy(item => (item.Channel, item.PlatformId)).Select(versions => versions.MaxBy(item => item.PostedAt)!))
        {
            var row = Now(journal.PostByPlatformId(ChannelName.Of(newest.Channel), newest.PlatformId, default));
            // Of one that came while our clock was behind, which version stands for the post is not known by its instant.
            Expect(
                row is null or { Erased: not null } || row.PostedAt == row.ReceivedAt || row.Text == newest.Text,
                $"{newest.Channel} {newest.PlatformId} says '{row?.Text}' and was last edited to '{newest.Text}'");
        }
    }

    private void AnswersReachTheirComplaints()
    {
        var known = feed.SelectMany(each => each.Event switch
        {
            ComplaintEvent.Answered e => [(StreamName.KeyOf(each.Stored.Stream), e.Answer.Id)],
            ComplaintEvent.ReceiptSent e => [(StreamName.KeyOf(each.Stored.Stream), e.Post)],
            _ => Array.Empty<(string Docket, string Post)>(),
        }).ToList();
        var held = known.ToHashSet();
        Expect(known.Count == held.Count, "a complaint was given an answer twice");
        foreach (var joined in feed.Select(each => each.Event).OfType<AuthorEvent.AnswerJoined>())
        {
            Expect(held.Contains((joined.Docket, joined.Answer.Id)), $"the answer {joined.Answer.Id} never reached {joined.Docket}");
        }
    }

    private void IncidentsHoldTheirComplaints()
    {
        var mine = Lives().Where(each => each.State.Folder.Incident is not null).ToLookup(each => each.State.Folder.Incident!);
        foreach (var (id, incident) in incidents)
        {
            var (members, closed) = incident switch
            {
                Incident.Running running => (running.Members, running.Closed),
                Incident.Ended ended => ((IReadOnlyList<string>)[], ended.Closed),
                _ => ([], []),
            };
            Expect(mine[id].Where(each => each.State.IsOpen).Select(each => each.Docket).ToHashSet().SetEquals(members), $"incident {id} holds other open dockets than say so");
            Expect(mine[id].Where(each => !each.State.IsOpen).Select(each => each.Docket).ToHashSet().SetEquals(closed), $"incident {id} holds other ended dockets than say so");
        }
    }

    private void AccountsOweWhatIsUnanswered()
    {
        var opened = feed.Where(each => each.Event is AuthorEvent.DocketOpened).DistinctBy(each => ((AuthorEvent.DocketOpened)each.Event).Docket)
            .ToDictionary(each => ((AuthorEvent.DocketOpened)each.Event).Docket, each => each.Stored.Position);
        var owed = accounts.Where(each => each.Value is OfficialAccount.Registered)
            .SelectMany(each => ((OfficialAccount.Registered)each.Value).Debts.Select(debt => (each.Key, debt.Docket))).ToHashSet();
        foreach (var (docket, state) in Lives().Where(each => each.State.IsOpen && each.State.Folder.AnsweredAt is null && opened.ContainsKey(each.Docket)))
        {
            var seat = state.Folder.Account;
            var knew = registered.TryGetValue(seat, out var since) && since < opened[docket] && !full.Contains(seat);
            Expect(!knew || owed.Contains((seat, docket)), $"{seat} owes nothing for {docket}, which is unanswered");
        }

        foreach (var (seat, docket) in owed)
        {
            Expect(complaints.GetValueOrDefault(docket ?? "") is Complaint.Live { IsOpen: true, Folder.AnsweredAt: null }, $"{seat} owes an answer for {docket}, which needs none");
        }
    }
}
