using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Monitor.Core.Posts;

namespace Monitor.Runtime.Intake;

/// <summary>
/// Keys of people and threads: a keyed hash of channel and id, so that neither events nor streams' names hold a number or a handle. The secret belongs to the data
/// directory; without it nobody can tell who a key is.
/// </summary>
public sealed class PersonKeys
{
    /// <summary>The secret's file in a data directory.</summary>
    public const string FileName = "people.key";

    private const int SecretLength = 32;

    private readonly byte[] secret;

    public PersonKeys(ReadOnlySpan<byte> secret)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(secret.Length, SecretLength);
        this.secret = secret.ToArray();
    }

    /// <summary>Reads the directory's secret, and makes it at the first start. A backup must hold it too: without it every author is a new one.</summary>
    /// <param name="isFirst">Whether the journal beside it is empty still: only then is a secret made.</param>
    /// <exception cref="InvalidOperationException">There is none for a journal that needs it, or it is cut short; the message names the fix.</exception>
    public static PersonKeys Open(string directory, bool isFirst = true)
    {
        var path = Path.Combine(directory, FileName);
        if (!File.Exists(path))
        {
            if (!isFirst)
            {
                throw new InvalidOperationException(
                    $"{path} is missing, and with a new one every author in the journal beside it would be a stranger. Copy it there from the data directory that the journal "
                    + "is from, or restore a whole backup with 'monitor restore' into another Data:Directory.");
            }

            var made = path + ".new";
            File.WriteAllBytes(made, RandomNumberGenerator.GetBytes(SecretLength));
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(made, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            }

            File.Move(made, path);
        }

        var secret = File.ReadAllBytes(path);
        return secret.Length >= SecretLength
            ? new PersonKeys(secret)
            : throw new InvalidOperationException(
                $"{path} holds {secret.Length} bytes instead of {SecretLength}. Restore it from a backup; a new one would make every author a stranger.");
    }

    /// <summary>Key of the Author grain: 20 letters.</summary>
    public string Author(Channel channel, string id) => Keyed('a', channel, id);

    public string Thread(Channel channel, string id) => Keyed('t', channel, id);

    /// <summary>What a parked item waits for: the post with this platform id.</summary>
    public string Awaited(Channel channel, string platformId) => "post:" + Keyed('p', channel, platformId);

    private string Keyed(char what, Channel channel, string id)
    {
        Span<byte> text = stackalloc byte[256];
        var length = Encoding.UTF8.GetByteCount(id) + 2;
        text = length <= text.Length ? text[..length] : new byte[length];
        text[0] = (byte)what;
        text[1] = (byte)channel;
        Encoding.UTF8.GetBytes(id, text[2..]);
        Span<byte> digest = stackalloc byte[32];
        HMACSHA256.HashData(secret, text, digest);
        return Base64Url.EncodeToString(digest[..15]);
    }
}
