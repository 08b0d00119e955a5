// Configurations as text: every key round-trips, every wrong value is refused in one sentence that names its key.

using Verify.Core.Data;
using Verify.Core.Training;

namespace Verify.Core.Tests.Training;

public sealed class RunConfigurationTests
{
    [Fact]
    public void Format_Presets_ReadBackAsEqual()
    {
        foreach (RunConfiguration preset in new[] { RunConfiguration.TwoLayer, RunConfiguration.Deep })
        {
            Assert.Equal(preset, RunConfiguration.Parse(preset.Format().Split('\n')));
        }

        Assert.Equal(RunConfiguration.Deep, RunConfiguration.Parse(["preset=deep"]));
        Assert.Equal(RunConfiguration.TwoLayer, RunConfiguration.Parse([]));
        Assert.NotEqual(RunConfiguration.Deep, RunConfiguration.TwoLayer);
    }

    [Fact]
    public void Parse_ThePublishedDefaults_AreThere()
    {
        RunConfiguration two = RunConfiguration.TwoLayer;
        Assert.Equal(
            (100, 50, 10_000, 10_000),
            (two.Inputs, two.Outputs, two.TrainSamples, two.EvaluationSamples)
        );
        Assert.Equal((1.5, 16, 1000, 100), (two.DataDeviation, two.Batch, two.Iterations, two.Epochs));
        Assert.Equal((0.01, 0.005, -0.1), (two.LearningRate(99), two.StudentScale, two.TeacherOffset));
        RunConfiguration deep = RunConfiguration.Deep;
        Assert.Equal("20-500-750-1000-1250-100", deep.StudentShape.ToString());
        Assert.Equal((0.2, 0.2, 0.1), (deep.LearningRate(0), deep.LearningRate(19), deep.LearningRate(20)));
    }

    [Fact]
    public void LearningRate_Halved_FollowsTheSchedule()
    {
        RunConfiguration run = RunConfiguration.Parse(["lr=0:0.4/3:0.2", "lr_halve=2"]);
        Assert.Equal([0.4, 0.4, 0.2, 0.1, 0.05], Enumerable.Range(0, 5).Select(run.LearningRate));
    }

    [Fact]
    public void All_Keys_HaveMeaningRangeAndDefault()
    {
        Assert.Equal(RunKeys.All.Length, RunKeys.All.Select(key => key.Name).Distinct().Count());
        Assert.All(
            RunKeys.All,
            key =>
            {
                Assert.NotEmpty(key.Description);
                Assert.NotEmpty(key.Range);
                Assert.Equal(
                    RunConfiguration.TwoLayer,
                    RunConfiguration.Parse([$"{key.Name}={key.Default}"])
                );
            }
        );
    }

    [Theory]
    [InlineData("m=10-0", "m=10-0")]
    [InlineData("m=", "m=")]
    [InlineData("multi=0", "multi=0")]
    [InlineData("d=1.5", "d=1.5")]
    [InlineData("lr=-1", "lr=-1")]
    [InlineData("lr=1:0.1", "lr=1:0.1")]
    [InlineData("lr=0:0.1/0:0.2", "lr=0:0.1/0:0.2")]
    [InlineData("lr=nan", "lr=nan")]
    [InlineData("momentum=1", "momentum=1")]
    [InlineData("leak=1", "leak=1")]
    [InlineData("leak=NaN", "leak=NaN")]
    [InlineData("bias=yes", "bias=yes")]
    [InlineData("precision=float16", "precision=float16")]
    [InlineData("seed=-1", "seed=-1")]
    [InlineData("epochs", "key=value")]
    [InlineData("=3", "key=value")]
    [InlineData("n_train=5", "N_train")]
    [InlineData("nonsense=5", "nonsense")]
    [InlineData("preset=huge", "preset=huge")]
    public void Parse_WrongAssignment_IsRefusedByName(string assignment, string named)
    {
        InputException refusal = Assert.Throws<InputException>(() => RunConfiguration.Parse([assignment]));
        Assert.Contains(named, refusal.Message, StringComparison.Ordinal);
        Assert.EndsWith(".", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
    }

    [Theory]
    [InlineData("d=3", "d=4")]
    [InlineData("d=3", "preset=deep")]
    [InlineData("optimizer=adam", "momentum=0.5")]
    [InlineData("bias=false", "half_active=true")]
    [InlineData("N_train=100000000", "d=1000000")]
    public void Parse_ContradictingAssignments_AreRefused(string first, string second) =>
        Assert.Throws<InputException>(() => RunConfiguration.Parse([first, second]));
}
