// AtomicFile: the whole new file or the old one, and no temporary left, whatever happens.

using System.Globalization;
using Verify.Core.Data;

namespace Verify.Core.Tests.Data;

public sealed class AtomicFileTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Write_NewOrExisting_HoldsTheNewContent()
    {
        string path = _scratch.PathOf("x.bin");
        AtomicFile.Write(path, stream => stream.Write([1, 2, 3]));
        AtomicFile.Write(path, stream => stream.Write([4]));
        Assert.Equal([4], File.ReadAllBytes(path));
        Assert.Equal(["x.bin"], _scratch.Names());
    }

    [Fact]
    public void Write_CallbackThrows_LeavesTheOldFile()
    {
        string path = _scratch.Put("x.bin", [7]);
        void Throw(Stream stream)
        {
            stream.Write(new byte[200_000]);
            throw new InvalidOperationException("mine");
        }

        Assert.Throws<InvalidOperationException>(() => AtomicFile.Write(path, Throw));
        Assert.Throws<InvalidOperationException>(() => AtomicFile.Write(_scratch.PathOf("y.bin"), Throw));
        Assert.Equal([7], File.ReadAllBytes(path));
        Assert.Equal(["x.bin"], _scratch.Names());
    }

    [Fact]
    public void Write_DiskFails_IsRefusedAndLeavesTheOldFile()
    {
        string path = _scratch.Put("x.bin", [7]);
        Scratch.Refused(
            path,
            () => AtomicFile.Write(path, _ => throw new IOException("No space left on device")),
            "cannot be written",
            "No space left on device"
        );
        Assert.Equal([7], File.ReadAllBytes(path));
        Assert.Equal(["x.bin"], _scratch.Names());
    }

    [Fact]
    public void RequireWritable_NewOrExisting_ChangesNothing()
    {
        string path = _scratch.Put("x.bin", [7]);
        AtomicFile.RequireWritable(path);
        AtomicFile.RequireWritable(_scratch.PathOf("y.bin"));
        Assert.Equal([7], File.ReadAllBytes(path));
        Assert.Equal(["x.bin"], _scratch.Names());
    }

    [Fact]
    public void RequireWritable_FolderInItsPlaceOrMissing_IsRefusedAsByWrite()
    {
        string folder = _scratch.PathOf("folder");
        Directory.CreateDirectory(folder);
        Scratch.Refused(folder, () => AtomicFile.RequireWritable(folder), "directory");
        string below = _scratch.PathOf("missing/x.bin");
        Scratch.Refused(below, () => AtomicFile.RequireWritable(below), "folder");
    }

    [Fact]
    public void Write_SeenFromOutside_IsTheOldFileUntilTheEnd()
    {
        string path = _scratch.Put("x.bin", [7]);
        AtomicFile.Write(
            path,
            stream =>
            {
                stream.Write(new byte[200_000]);
                Assert.Equal([7], File.ReadAllBytes(path));
            }
        );
        Assert.Equal(200_000, new FileInfo(path).Length);
    }

    [Fact]
    public void Write_BadDestination_IsRefusedAndWritesNothing()
    {
        void Refused(string path, params string[] fragments) =>
            Scratch.Refused(
                path,
                () => AtomicFile.Write(path, _ => Assert.Fail("called")),
                ["cannot be written", .. fragments]
            );

        string file = _scratch.Put("file", [1]);
        Refused(_scratch.Folder, "it is a directory");
        Refused(_scratch.PathOf("new" + Path.DirectorySeparatorChar) + "", "it is a directory");
        Refused(_scratch.PathOf("missing/x.npy"), "its folder does not exist");
        Refused(Path.Combine(file, "x.npy"));
        Refused("", "not a usable path");
        Assert.Equal(["file"], _scratch.Names());
        if (!OperatingSystem.IsWindows())
        {
            Refused("/dev/null", "it is a device");
        }
    }

    [Fact]
    public void CannotWrite_NoPermission_IsOneSentence()
    {
        InputException denied = FileErrors.CannotWrite("x.npy", new UnauthorizedAccessException("raw"));
        Assert.Equal("'x.npy' cannot be written: permission is denied.", denied.Message);
        Scratch.AssertOneSentence(FileErrors.CannotWrite("x", new IOException("Two. Parts.\nHere.")).Message);
    }

    [Fact]
    public void WriteText_AnyCulture_IsInvariantUtf8WithLineFeeds()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            string path = _scratch.PathOf("x.txt");
            AtomicFile.WriteText(
                path,
                writer =>
                {
                    writer.WriteLine(1.5);
                    writer.Write("\u00e9");
                }
            );
            Assert.Equal("1.5\n\u00e9"u8.ToArray(), File.ReadAllBytes(path));
            AtomicFile.WriteText(path, "plain\n");
            Assert.Equal("plain\n"u8.ToArray(), File.ReadAllBytes(path));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
