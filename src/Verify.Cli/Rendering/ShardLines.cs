// What a finished shard says on stdout: that it is finished, and what to do with it.

using Verify.Audit.Sharding;

namespace Verify.Cli.Rendering;

internal static class ShardLines
{
    internal static void Write(ShardManifest manifest, string folder)
    {
        double seconds = manifest.Seconds.GetValueOrDefault(ShardManifest.AllParts);
        Console.WriteLine($"Shard {manifest.Shard} is finished: {seconds:F1} s, in {folder}");
        Console.WriteLine("With the folders of all shards: verify merge DIR ... --out DIR");
    }
}
