using System.Net;
using System.Net.Sockets;

namespace Monitor.Server.Settings;

/// <summary>
/// Where the server listens: the addresses of <c>Urls</c>, several with semicolons between, and nothing else. Until sign-in exists each must be this machine's own
/// (design section 11).
/// </summary>
public static class ListenAddresses
{
    private const string Example = "Set Urls to, for example, http://127.0.0.1:5080.";

    /// <summary>Every fault with its fix, or nothing.</summary>
    public static IEnumerable<string> Faults(MonitorOptions options, IConfiguration configuration)
    {
        if (configuration.GetSection("Kestrel:Endpoints").GetChildren().Any())
        {
            yield return "Kestrel:Endpoints is set. Set Urls instead, several addresses with ; between, and for https Kestrel:Certificates:Default.";
        }

        foreach (var name in new[] { "Path", "KeyPath" })
        {
            if (configuration["Kestrel:Certificates:Default:" + name] is { Length: > 0 } file && !File.Exists(Path.Combine(AppContext.BaseDirectory, file)))
            {
                yield return $"Kestrel:Certificates:Default:{name} is {file}, where no file is that this user can read. Set it to the certificate's full path.";
            }
        }

        var urls = options.Urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (urls.Length == 0)
        {
            yield return "Urls is empty. " + Example;
        }

        foreach (var url in urls)
        {
            if (Fault(url, options) is { } fault)
            {
                yield return fault;
            }
        }
    }

    /// <summary>Of an address that is listened at.</summary>
    public static bool IsLoopback(string url)
    {
        var address = BindingAddress.Parse(url);
        return address.IsUnixPipe || address.Host == "localhost" || (IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));
    }

    private static string? Fault(string url, MonitorOptions options)
    {
        BindingAddress address;
        try
        {
            address = BindingAddress.Parse(url);
        }
        catch (FormatException)
        {
            return $"Urls is '{url}', which is no address. " + Example;
        }

        return address is { IsUnixPipe: false, Port: < 0 or > ushort.MaxValue } ? $"Urls is '{url}', whose port is none: they go up to {ushort.MaxValue}. " + Example
            : !options.Security.WithoutSignIn && !IsLoopback(url)
            ? $"Urls names {address.Host}: until sign-in exists Monitor answers 127.0.0.1 only. Put a proxy with sign-in before it and set Security:WithoutSignIn=true."
            : options.Silo.ClockAheadSeconds != 0 && !IsLoopback(url)
            ? $"Silo:ClockAheadSeconds puts the clock wrong, and Urls names {address.Host}: a drill answers 127.0.0.1 only. Set Urls so, or do not set Silo:ClockAheadSeconds."
            : Taken(address) is { } taken
            ? $"Urls is {url}: {taken}. Stop that program, or set another port, for example --Urls http://127.0.0.1:{(address.Port < 1024 ? 5081 : address.Port + 1)}."
            : null;
    }

    /// <summary>Why nobody can listen there; null when it is free. Asked before a first start works for half a minute in vain.</summary>
    private static string? Taken(BindingAddress address)
    {
        if (address.IsUnixPipe || address.Port == 0)
        {
            return null;
        }

        var ip = IPAddress.TryParse(address.Host.Trim('[', ']'), out var named) ? named : address.Host == "localhost" ? IPAddress.Loopback : IPAddress.Any;
        using var probe = new TcpListener(ip, address.Port);
        try
        {
            probe.Start();
            return null;
        }
        catch (SocketException fault)
        {
            return fault.SocketErrorCode switch
            {
                SocketError.AddressAlreadyInUse => "another program listens there already, perhaps a second Monitor",
                SocketError.AccessDenied => "this user may not listen there",
                _ => null,
            };
        }
    }
}
