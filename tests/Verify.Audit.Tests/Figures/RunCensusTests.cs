using Verify.Audit.Figures;
using Verify.Audit.Tests.Cli;

namespace Verify.Audit.Tests.Figures;

public sealed class RunCensusTests
{
    [Fact]
    public void Sentences_OfAWholeSweep_AreNone() =>
        Assert.Empty(new RunCensus(8, 8, [], [], [], []).Sentences(run => $"{run}"));

    [Fact]
    public void Sentences_NameWhatIsLacking()
    {
        RunCensus census = new(128, 100, [1], [2, 3], [4], [5, 6, 7]);
        string[] sentences = [.. census.Sentences(run => $"seed={run}")];
        Assert.Equal(
            [
                "3 of 128 runs are missing: seed=5; seed=6; seed=7.",
                "1 of 128 runs is not finished: seed=4.",
                "2 of 128 runs failed: seed=2; seed=3.",
                "1 of 128 runs diverged and is left out: seed=1.",
            ],
            sentences
        );
        Assert.All(sentences, Refusal.IsSentence);
    }

    [Fact]
    public void Sentences_OfMany_NameTheFirst()
    {
        RunCensus census = new(2000, 0, [], [], [], [.. Enumerable.Range(0, 2000)]);
        Assert.Equal(
            ["2,000 of 2,000 runs are missing: 0; 1; 2; 3; 4; 5 and 1994 more."],
            census.Sentences(run => $"{run}")
        );
    }
}
