// `verify observe` with arguments, networks and outputs it must refuse. What networks and leaks are refused whatever the
// verb is BadNetworkTests.cs and BadDataTests.cs.

using static Verify.Audit.Tests.Cli.ArrayFiles;

namespace Verify.Audit.Tests.Cli;

public sealed class BadObserveTests
{
    [Theory]
    [InlineData("0")]
    [InlineData("0.0")]
    [InlineData("0/3")]
    [InlineData("-1")]
    [InlineData("-1/2")]
    [InlineData("+1")]
    [InlineData("+1/2")]
    [InlineData("1.5/2")]
    [InlineData("1/0")]
    [InlineData("nan")]
    [InlineData("NaN")]
    [InlineData("infinity")]
    [InlineData("1e3")]
    [InlineData("1,5")]
    [InlineData("1.2.3")]
    [InlineData(".")]
    [InlineData("")]
    [InlineData(" 1")]
    public void Observe_BoxThatIsNoPositiveNumber_IsRefused(string box)
    {
        using WorkFolder folder = Prepared();
        Refusal.Of(folder, Observe(box: box), "--box", "positive number");
    }

    [Theory]
    [InlineData("0", "whole number from 1")]
    [InlineData("-1", "whole number from 1")]
    [InlineData("1.5", "whole number from 1")]
    [InlineData("3", "from 1 to 2")]
    [InlineData("4", "from 1 to 2")]
    public void Observe_LayerThatIsNotHidden_IsRefused(string layer, string fragment)
    {
        using WorkFolder folder = Prepared();
        Refusal.Of(folder, [.. Observe(), "--layer", layer], $"--layer {layer}", fragment);
    }

    [Fact]
    public void Observe_NetworksThatDoNotGoTogether_AreRefused()
    {
        using WorkFolder folder = Prepared();
        folder.Put("s.npz", Network(2, 4, 2));
        Refusal.Of(folder, Observe(), "t.npz", "s.npz", "weight layers");
        folder.Put("s.npz", Network(3, 4, 3, 2));
        Refusal.Of(folder, Observe(), "inputs");
        folder.Put("s.npz", Network(2, 4, 3, 1));
        Refusal.Of(folder, Observe(), "outputs");
    }

    [Theory]
    [InlineData("folder", "directory")]
    [InlineData("missing/f.json", "folder")]
    [InlineData("t.npz/f.json", "cannot be written")]
    [InlineData("/dev/null", "device")]
    [InlineData("", "cannot be written")]
    public void Observe_OutputThatCannotBeWritten_IsRefusedBeforeTheWork(string output, string fragment)
    {
        using WorkFolder folder = Prepared();
        Directory.CreateDirectory(folder.PathOf("folder"));
        Refusal.Of(folder, Observe(output: output), fragment);
        Refusal.Of(folder, [.. Observe(output: output), "--layer", "2"], fragment);
    }

    [Fact]
    public void Observe_PictureThatCannotBeWritten_LeavesNoJsonWithoutIt()
    {
        using WorkFolder folder = Prepared();
        Directory.CreateDirectory(folder.PathOf("f.svg"));
        Refusal.Of(folder, Observe(), "f.svg", "directory");
        Refusal.Of(folder, Observe(output: "g.svg"), "g.svg", "another ending");
    }

    [Theory]
    [InlineData("--teacher")]
    [InlineData("--student")]
    [InlineData("--box")]
    public void Observe_OptionMissing_IsRefused(string option)
    {
        using WorkFolder folder = Prepared();
        string[] all = Observe();
        int at = Array.IndexOf(all, option);
        Refusal.Of(folder, [.. all[..at], .. all[(at + 2)..]], option);
    }

    private static string[] Observe(string box = "2", string output = "f.json") =>
        ["observe", "--teacher", "t.npz", "--student", "s.npz", "--box", box, "--out", output];

    private static WorkFolder Prepared()
    {
        WorkFolder folder = new();
        folder.Put("t.npz", Network(2, 4, 3, 2));
        folder.Put("s.npz", Network(2, 5, 4, 2));
        return folder;
    }
}
