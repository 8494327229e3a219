using Monitor.Core.Accounts;

namespace Monitor.Core.Board;

/// <summary>Official accounts: which are silent, who holds them.</summary>
internal sealed class AccountTally
{
    private const int Shown = 2;

    private readonly SortedDictionary<string, AccountItem> accounts = new(StringComparer.Ordinal);
    private SilentAccounts? view;

    public IEnumerable<AccountItem> All => accounts.Values;

    public void Apply(OfficialAccountEvent happened, string seat)
    {
        view = null;
        if (happened is OfficialAccountEvent.Registered e)
        {
            accounts[seat] = new AccountItem(seat, e.Handle, e.Unit, e.Rank.ToString(), Silence.None, Duty.None, null, null, null, null, false);
            return;
        }

        if (accounts.TryGetValue(seat, out var known))
        {
            accounts[seat] = happened switch
            {
                OfficialAccountEvent.DutyChanged changed => known with { Handle = changed.Handle, Unit = changed.Unit, Rank = changed.Rank.ToString() },
                OfficialAccountEvent.FellSilent fell => known with { Silence = fell.Silence, Duty = fell.Duty, SinceAt = fell.SinceAt },
                OfficialAccountEvent.SpokeAgain => known with { Silence = Silence.None, Duty = Duty.None, SinceAt = null },
                OfficialAccountEvent.Excused excused => known with { ExcusedUntilAt = excused.UntilAt },
                OfficialAccountEvent.ExcuseEnded => known with { ExcusedUntilAt = null },
                OfficialAccountEvent.HandedOver handed => known with { Holder = handed.To, HeldSinceAt = handed.At },
                OfficialAccountEvent.LinkBroke => known with { LinkBroken = true },
                OfficialAccountEvent.LinkMended => known with { LinkBroken = false },
                _ => known,
            };
        }
    }

    public SilentAccounts View() => view ??= new SilentAccounts(
        accounts.Values.Count(account => account.Silence == Silence.Amber),
        accounts.Values.Count(account => account.Silence == Silence.Red),
        [
            .. accounts.Values.Where(account => account.Silence != Silence.None).OrderByDescending(account => account.Silence).ThenBy(account => account.SinceAt).Take(Shown)
                .Select(account => new SilentAccount(account.Unit, account.Handle, account.Silence == Silence.Red, account.SinceAt ?? default)),
        ]);

    public void Write(BinaryWriter writer)
    {
        writer.Write(accounts.Count);
        foreach (var account in accounts.Values)
        {
            writer.Write(account.Seat);
            writer.Write(account.Handle);
            writer.WriteText(account.Unit);
            writer.Write(account.Rank);
            writer.Write((byte)account.Silence);
            writer.Write((byte)account.Duty);
            writer.WriteInstant(account.SinceAt);
            writer.WriteInstant(account.ExcusedUntilAt);
            writer.WriteText(account.Holder);
            writer.WriteInstant(account.HeldSinceAt);
            writer.Write(account.LinkBroken);
        }
    }

    public void Read(BinaryReader reader)
    {
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            var account = new AccountItem(
                reader.ReadString(), reader.ReadString(), reader.ReadText(), reader.ReadString(), (Silence)reader.ReadByte(), (Duty)reader.ReadByte(), reader.ReadInstant(),
                reader.ReadInstant(), reader.ReadText(), reader.ReadInstant(), reader.ReadBoolean());
            accounts.Add(account.Seat, account);
        }

        view = null;
    }
}
