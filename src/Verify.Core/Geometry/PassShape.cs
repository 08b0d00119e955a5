// How a pass cuts a dataset: rows of a block (one worker's unit) and blocks of a stretch (what is in memory).
// Functions of the shapes alone, so that the cuts, and with them every rounded sum, are the same on any machine.

namespace Verify.Core.Geometry;

/// <summary>Rows of a block and of a stretch, a multiple of it.</summary>
internal readonly record struct PassShape(int BlockRows, int StretchRows)
{
    private const int BlockValues = 1 << 18;
    private const int StretchValues = 1 << 20;

    /// <summary>Blocks of at most 512 rows and 2 MiB, stretches of at most 32 blocks and about 8 MiB of inputs.</summary>
    internal static PassShape Of(int inputs, int nodes, int outputs)
    {
        int block = Math.Clamp(BlockValues / (inputs + nodes + outputs + 1), 8, 512);
        int blocks = Math.Clamp(StretchValues / (block * inputs), 2, 32);
        return new PassShape(block, checked(block * blocks));
    }

    /// <summary>Blocks in so many rows.</summary>
    internal int Blocks(int rows) => (rows + BlockRows - 1) / BlockRows;
}
