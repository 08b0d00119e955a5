// Indices as Slurm writes them.

using Verify.Audit.Cluster;

namespace Verify.Audit.Tests.Cluster;

public sealed class TaskListTests
{
    [Theory]
    [InlineData("1", 1)]
    [InlineData("1-3", 1, 2, 3)]
    [InlineData("2,4", 2, 4)]
    [InlineData("1-2,4,6-8", 1, 2, 4, 6, 7, 8)]
    [InlineData("")]
    public void Render_AscendingIndices_AreRanges(string text, params int[] indices) =>
        Assert.Equal(text, TaskList.Render(indices));
}
