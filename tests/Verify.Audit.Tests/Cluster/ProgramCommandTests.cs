// Under dotnet a task starts dotnet with the program's dll; an apphost starts itself.

using Verify.Audit.Cluster;
using Verify.Core.Data;

namespace Verify.Audit.Tests.Cluster;

public sealed class ProgramCommandTests
{
    [Fact]
    public void Of_Dotnet_BringsTheDll() =>
        Assert.Equal(
            ["/usr/share/dotnet/dotnet", "/opt/verify.dll"],
            ProgramCommand.Of("/usr/share/dotnet/dotnet", "/opt/verify.dll")
        );

    [Fact]
    public void Of_Apphost_IsItself() =>
        Assert.Equal(["/opt/verify"], ProgramCommand.Of("/opt/verify", "/opt/verify.dll"));

    [Theory]
    [InlineData(null, "/opt/verify.dll")]
    [InlineData("", "")]
    [InlineData("/usr/bin/dotnet", "")]
    [InlineData("/usr/bin/dotnet", null)]
    public void Of_NotKnown_IsRefused(string? process, string? entry) =>
        Assert.Throws<InputException>(() => ProgramCommand.Of(process, entry));

    [Fact]
    public void Current_HasFilesThatAreThere() =>
        Assert.All(ProgramCommand.Current(), path => Assert.True(File.Exists(path), path));
}
