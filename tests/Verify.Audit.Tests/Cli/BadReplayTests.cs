// `verify replay` of files and tokens that are no cases. What is wrong inside a witness file is
// Results/WitnessFileTests.cs; here only that the process refuses.

namespace Verify.Audit.Tests.Cli;

public sealed class BadReplayTests
{
    private const string Case = "d=3,t=4-2,s=5-3,C=2,c=0.01,w=gaussian,r=independent,x=cube,N=5,seed=17";

    [Theory]
    [InlineData("", "path")]
    [InlineData("missing.json", "does not exist")]
    [InlineData("mail@home/missing.json", "does not exist")]
    [InlineData("missing\n.json", "does not exist")]
    [InlineData("folder", "directory")]
    [InlineData("empty.json", "empty")]
    [InlineData("broken.json", "not valid JSON")]
    [InlineData("binary.json", "not valid JSON")]
    [InlineData("deep.json", "not valid JSON")]
    [InlineData("list.json", "format")]
    [InlineData("number.json", "format")]
    [InlineData("other.json", "format")]
    [InlineData("unknown.json", "L9.nothing")]
    [InlineData("surrogate.json", "surrogate.json")]
    [InlineData("surrogate-name.json", "surrogate-name.json")]
    [InlineData("latin1.json", "latin1.json")]
    public void Replay_FileThatIsNoWitness_IsRefused(string name, string fragment)
    {
        using WorkFolder folder = new();
        Directory.CreateDirectory(folder.PathOf("folder"));
        folder.Put("empty.json", "");
        folder.Put("broken.json", "{ \"format\": \"verify-witness-1\", ");
        folder.Put("binary.json", [0, 1, 2, 255]);
        folder.Put("deep.json", new string('[', 100_000));
        folder.Put("list.json", "[]");
        folder.Put("number.json", "1");
        folder.Put("other.json", "{ \"format\": \"verify-witness-0\" }");
        folder.Put("unknown.json", "{ \"format\": \"verify-witness-1\", \"claim\": \"L9.nothing\" }");
        folder.Put("surrogate.json", "{ \"format\": \"verify-witness-1\", \"claim\": \"\\ud800\" }");
        folder.Put("surrogate-name.json", "{ \"f\\ud800rmat\": \"verify-witness-1\" }");
        folder.Put(
            "latin1.json",
            [.. "{ \"format\": \"verify-witness-1\", \"claim\": \""u8, 0xE9, .. "\" }"u8]
        );
        Refusal.Of(folder, ["replay", name], fragment);
    }

    [Theory]
    [InlineData("L1.identity", "'@'")]
    [InlineData("L1.identity@", "parts")]
    [InlineData("L1.identity@d=3", "parts")]
    [InlineData("L9.nothing@" + Case, "L9.nothing")]
    [InlineData("l1.identity@" + Case, "l1.identity")]
    [InlineData("@" + Case, "catalogue")]
    [InlineData("@", "catalogue")]
    [InlineData("L1.proof@" + Case, "proof")]
    [InlineData("L1.proof@", "proof")]
    [InlineData("L1.identity@" + Case + " ", "seed")]
    [InlineData("L1.identity@" + Case + ",", "parts")]
    [InlineData("L1.identity@" + Case + "\n", "seed")]
    [InlineData("L1.identity@" + Case + "@" + Case, "seed")]
    [InlineData("L1.identity@t=4-2,d=3,s=5-3,C=2,c=0.01,w=gaussian,r=copy,x=cube,N=5,seed=17", "order")]
    [InlineData("L1.identity@d=0,t=4-2,s=5-3,C=2,c=0.01,w=gaussian,r=copy,x=cube,N=5,seed=17", "'d=0'")]
    [InlineData("L1.identity@d=3,t=,s=5-3,C=2,c=0.01,w=gaussian,r=copy,x=cube,N=5,seed=17", "'t='")]
    [InlineData("L1.identity@d=3,t=4,s=5-3,C=2,c=0.01,w=gaussian,r=copy,x=cube,N=5,seed=17", "hidden layers")]
    [InlineData("L1.identity@d=3,t=4--2,s=5-3,C=2,c=0.01,w=gaussian,r=copy,x=cube,N=5,seed=17", "'t='")]
    [InlineData(
        "L1.identity@d=3,t=4-2,s=5-9999999,C=2,c=0,w=gaussian,r=copy,x=cube,N=5,seed=17",
        "s=9999999"
    )]
    [InlineData("L1.identity@d=3,t=4-2,s=5-3,C=2,c=1,w=gaussian,r=copy,x=cube,N=5,seed=17", "'c=1'")]
    [InlineData("L1.identity@d=3,t=4-2,s=5-3,C=2,c=nan,w=gaussian,r=copy,x=cube,N=5,seed=17", "'c=nan'")]
    [InlineData("L1.identity@d=3,t=4-2,s=5-3,C=2,c=0,w=7,r=copy,x=cube,N=5,seed=17", "'w=7'")]
    [InlineData("L1.identity@d=3,t=4-2,s=5-3,C=2,c=0,w=gaussian,r=none,x=cube,N=5,seed=17", "'r=none'")]
    [InlineData("L1.identity@d=3,t=4-2,s=5-3,C=2,c=0,w=gaussian,r=copy,x=,N=5,seed=17", "'x='")]
    [InlineData("L1.identity@d=3,t=4-2,s=5-3,C=2,c=0,w=gaussian,r=copy,x=cube,N=-5,seed=17", "'N=-5'")]
    [InlineData(
        "L1.identity@d=3,t=4,s=5,C=2,c=0,w=gaussian,r=copy,x=cube,N=5,seed=99999999999999999999",
        "seed"
    )]
    public void Replay_TokenWithABadPart_IsRefused(string token, string fragment)
    {
        using WorkFolder folder = new();
        Refusal.Of(folder, ["replay", token], fragment);
    }

    [Theory]
    [InlineData("L1.fanout@d=1,t=300,s=5,C=1,c=0,w=separated,r=independent,x=cube,N=5,seed=17")]
    [InlineData("L1.fanout@d=1,t=30,s=5,C=1,c=0,w=gaussian,r=embed,x=cube,N=5,seed=17")]
    [InlineData("L1.fanout@d=1,t=30,s=5,C=1,c=0,w=gaussian,r=near,x=cube,N=5,seed=17")]
    public void Replay_TokenOfAnImpossibleCase_IsRefused(string token)
    {
        using WorkFolder folder = new();
        Refusal.Of(folder, ["replay", token], "cannot be made");
    }
}
