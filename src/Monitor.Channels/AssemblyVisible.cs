using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("Monitor.Channels.Tests")]
