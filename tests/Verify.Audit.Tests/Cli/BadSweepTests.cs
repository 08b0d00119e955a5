// Sweeps and runs that cannot be: each is refused in one sentence and nothing is written. The forms of lists are
// Sweeping/SweepAxisTests.cs.

namespace Verify.Audit.Tests.Cli;

public sealed class BadSweepTests
{
    [Theory]
    [InlineData("'mm' is not a key; the nearest is 'm'", "sweep", "mm=3")]
    [InlineData("nearest is 'teacher_strength_decay'", "sweep", "teacher_strenght_decay=1")]
    [InlineData("nearest is 'epochs'", "train", "epoch=3")]
    [InlineData("'--bogus'", "sweep", "--bogus")]
    [InlineData("'m'", "sweep", "m")]
    [InlineData("'m' is given twice", "sweep", "m=3", "m=4")]
    [InlineData("'seed' is given twice", "sweep", "seed=3", "seeds=4")]
    [InlineData("'m=0' is out of range", "sweep", "m=0")]
    [InlineData("'m=five'", "sweep", "m=1,five")]
    [InlineData("lr=-1 is not", "sweep", "lr=-1")]
    [InlineData("lr=0: is not", "sweep", "lr={0:}")]
    [InlineData("twice", "sweep", "lr=0.1,1e-1")]
    [InlineData("more than 1000000", "sweep", "m=1..1001", "seeds=1..1000")]
    [InlineData("Run 1 (momentum=0.9)", "sweep", "optimizer=adam", "momentum=0,0.9")]
    [InlineData("momentum", "train", "optimizer=adam", "momentum=0.9")]
    [InlineData("'preset=large' is none of two-layer, deep", "train", "preset=large")]
    [InlineData("'m' has 2 values", "train", "m=5,10")]
    [InlineData("nothing to resume", "sweep", "--resume")]
    [InlineData("nothing to resume", "train", "--resume", "m=5")]
    [InlineData("--jobs", "sweep", "m=5", "--jobs", "0")]
    [InlineData("--checkpoint-every", "train", "m=5", "--checkpoint-every", "0")]
    [InlineData("--jobs", "train", "m=5", "--jobs", "2")]
    [InlineData("--shard", "sweep", "m=5", "--shard", "3/2")]
    [InlineData("'--out' has no value", "sweep", "m=5", "--out", "--jobs", "2")]
    [InlineData("does not exist", "sweep", "--file", "missing.yaml")]
    [InlineData("'sweep.yaml' at line 2", "sweep", "--file", "sweep.yaml")]
    [InlineData(
        "'wrong.yaml' at line 3: 'muti' is not a key; the nearest is 'multi'",
        "sweep",
        "--file",
        "wrong.yaml"
    )]
    [InlineData("'open.yaml' is not a YAML or JSON map", "train", "--file", "open.yaml")]
    [InlineData("only 1 directions of which no two are co-planar", "train", "m=2", "d=1")]
    [InlineData("Run 1 (m=25)", "sweep", "m=24,25", "d=2")]
    [InlineData("raise evaluate_every", "train", "m=100000", "d=20", "store_matrices=true")]
    [InlineData("The data are too large", "train", "N_train=100000000")]
    [InlineData("The networks are too large", "train", "m=100000", "multi=10000")]
    [InlineData("'file' is a file", "sweep", "m=5", "--out", "file/out")]
    public void Verify_WhatIsNoSweep_IsRefused(string fragment, params string[] arguments)
    {
        using WorkFolder folder = new();
        folder.Put("sweep.yaml", "m: 5\nm: 6\n");
        folder.Put("wrong.yaml", "m: 5\n\nmuti: 3\n");
        folder.Put("open.yaml", "m: [5, 10\nmulti: 3\n");
        folder.Put("file", "a file");
        Refusal.Of(folder, arguments, fragment);
    }

    [Fact]
    public void Sweep_IntoTheFolderOfAnother_IsRefused()
    {
        using WorkFolder folder = new();
        SweepTests.Run(folder, 0, ["sweep", .. SweepTests.Small, "seeds=1..2", "--out", "out"]);
        Refusal.Of(
            folder,
            ["sweep", .. SweepTests.Small, "seeds=1..3", "--out", "out"],
            "its seed is 1,2, not 1,2,3"
        );
        Refusal.Of(folder, ["sweep", "--resume", "m=7", "--out", "out"], "another sweep");
        Refusal.Of(
            folder,
            ["sweep", .. SweepTests.Small, "seeds=1..2", "--shard", "1/2", "--out", "out"],
            "holds all of the sweep"
        );
        Refusal.Of(folder, ["train", "--resume", "--out", "out"], "'seed' has 2 values");
    }

    [Fact]
    public void Merge_OfShardsOfASweepAndAnAudit_IsRefused()
    {
        using WorkFolder folder = new();
        SweepTests.Run(folder, 0, ["sweep", .. SweepTests.Small, "--shard", "1/2", "--out", "one"]);
        SweepTests.Run(folder, 0, "audit", "--claims", "L1.proof", "--shard", "2/2", "--out", "two");
        Refusal.Of(folder, ["merge", "one", "two", "--out", "out"], "foreign shard", "verify audit");
        Refusal.Of(folder, ["merge", "one", "--out", "out"], "shard 2/2 is missing");
    }
}
