// Values that Slurm could take pass; what could not be one, or would be more than one, is refused in one sentence.

using Verify.Audit.Cluster;
using Verify.Audit.Tests.Cli;
using Verify.Core.Data;

namespace Verify.Audit.Tests.Cluster;

public sealed class SlurmOptionsTests
{
    [Theory]
    [InlineData("30")]
    [InlineData("30:15")]
    [InlineData("2:00:00")]
    [InlineData("1-12")]
    [InlineData("1-12:30")]
    [InlineData("1-12:30:59")]
    public void Time_FormOfSlurm_IsTaken(string time) =>
        Assert.Equal(time, new SlurmOptions { Time = time }.Time);

    [Theory]
    [InlineData("")]
    [InlineData("soon")]
    [InlineData("1:2:3:4")]
    [InlineData("-1")]
    [InlineData("1-")]
    [InlineData("1h")]
    [InlineData("30\n#SBATCH --uid=0")]
    [InlineData("30\n")]
    [InlineData("\u0663")]
    public void Time_AnotherForm_IsRefused(string time) => Refused(() => new SlurmOptions { Time = time });

    [Theory]
    [InlineData("4000")]
    [InlineData("4000M")]
    [InlineData("16G")]
    public void Memory_FormOfSlurm_IsTaken(string memory) =>
        Assert.Equal(memory, new SlurmOptions { Memory = memory }.Memory);

    [Theory]
    [InlineData("")]
    [InlineData("1.5G")]
    [InlineData("16GB")]
    [InlineData("16 G")]
    [InlineData("all")]
    public void Memory_AnotherForm_IsRefused(string memory) =>
        Refused(() => new SlurmOptions { Memory = memory });

    [Theory]
    [InlineData("main")]
    [InlineData("gpu,cpu-long,big_mem.2")]
    public void Partition_Names_AreTaken(string partition) =>
        Assert.Equal(partition, new SlurmOptions { Partition = partition }.Partition);

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("--uid=0")]
    [InlineData("a,,b")]
    [InlineData("a\nb")]
    [InlineData("$(reboot)")]
    public void PartitionAndAccount_NoNames_AreRefused(string name)
    {
        Refused(() => new SlurmOptions { Partition = name });
        Refused(() => new SlurmOptions { Account = name });
    }

    [Fact]
    public void Numbers_BelowTheLeast_AreRefused()
    {
        Refused(() => new SlurmOptions { ArraySize = 0 });
        Refused(() => new SlurmOptions { CpusPerTask = 0 });
        Refused(() => new SlurmOptions { MaxRequeue = -1 });
        Assert.Equal(0, new SlurmOptions { MaxRequeue = 0 }.MaxRequeue);
    }

    private static void Refused(Func<SlurmOptions> make) =>
        Refusal.IsSentence(Assert.Throws<InputException>(make).Message);
}
