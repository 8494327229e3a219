using System.IO.Compression;
using Xunit;

namespace Monitor.Browser;

public sealed class SizeTests
{
    [Fact]
    public void The_wall_is_80_kB_of_script_and_600_kB_of_fonts_at_most()
    {
        string assets = Path.Combine(Repository.Dashboards("wall"), "assets");
        long script = Directory.GetFiles(assets, "*.js").Sum(Zipped);
        long fonts = Directory.GetFiles(assets, "*.woff2").Sum(f => new FileInfo(f).Length);
        Assert.InRange(script, 1, 80_000);
        Assert.InRange(fonts, 1, 600_000);
    }

    static long Zipped(string file)
    {
        using MemoryStream packed = new();
        using (GZipStream zip = new(packed, CompressionLevel.SmallestSize, leaveOpen: true)) zip.Write(File.ReadAllBytes(file));
        return packed.Length;
    }
}
