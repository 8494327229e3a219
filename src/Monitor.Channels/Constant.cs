using System.Security.Cryptography;
using System.Text;

namespace Monitor.Channels;

/// <summary>Comparison that takes the same time wherever the difference lies.</summary>
internal static class Constant
{
    public static bool Equal(string left, string right)
    {
        Span<byte> first = stackalloc byte[SHA256.HashSizeInBytes];
        Span<byte> second = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(left), first);
        SHA256.HashData(Encoding.UTF8.GetBytes(right), second);
        return CryptographicOperations.FixedTimeEquals(first, second);
    }
}
