namespace Monitor.Server.Hosting;

/// <summary>What a newcomer reads when the server is up.</summary>
public static class Greeting
{
    /// <param name="at">An address that it listens at.</param>
    public static void Say(string at, OpenedNode opened, Action<string> say)
    {
        if (opened.Demo is null)
        {
            say($"LIVE on {at}. Data: {opened.Directory ?? "in memory, lost at the stop"}.");
            foreach (var door in new[] { "X:ConsumerSecret", "Facebook:AppSecret", "Instagram:AppSecret", "WhatsApp:AppSecret" })
            {
                var channel = door.Split(':')[0].ToLowerInvariant();
                if (opened.Node.Links.Look(opened.Node.Clock.Now).Any(link => link.Channel == channel && link.State == "closed"))
                {
                    say($"  /webhooks/{channel} is closed: set Channels:{door}.");
                }
            }

            return;
        }

        say("DEMO. Nothing is sent to any citizen.");
        say($"  Start here:     {at}/");
        say($"  Wall:           {at}/wall   (हिन्दी {at}/wall?lang=hi   ಕನ್ನಡ {at}/wall?lang=kn)");
        say("  District night: dotnet run --project src/Monitor.Server -- --Demo:Scenario bareilly-night --Data:Directory data-bareilly");
        say("  Go live:        dotnet run --project src/Monitor.Server -- --Demo:Enabled false --Data:Directory data-live --Channels:X:ConsumerSecret …");
    }
}
