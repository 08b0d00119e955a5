// Which rows of a stretch are in which teacher's band: lists filled block by block, read teacher by teacher.

namespace Verify.Core.Geometry;

/// <summary>Lists of rows for every block of a stretch and every teacher, reused from stretch to stretch.</summary>
internal sealed class BandMembers
{
    private readonly List<int>[][] lists;
    private readonly int blockRows;

    internal BandMembers(int teachers, PassShape shape)
    {
        blockRows = shape.BlockRows;
        lists = new List<int>[shape.Blocks(shape.StretchRows)][];
        for (int block = 0; block < lists.Length; block++)
        {
            lists[block] = new List<int>[teachers];
            for (int j = 0; j < teachers; j++)
            {
                lists[block][j] = [];
            }
        }
    }

    /// <summary>A list per teacher, of rows counted from the block's first.</summary>
    internal List<int>[] OfBlock(int block) => lists[block];

    /// <summary>The rows of a teacher in the first blocks, counted from the stretch's first, ascending.</summary>
    internal List<int> OfTeacher(int teacher, int blocks)
    {
        List<int> rows = [];
        for (int block = 0; block < blocks; block++)
        {
            int start = block * blockRows;
            foreach (int row in lists[block][teacher])
            {
                rows.Add(start + row);
            }
        }

        return rows;
    }
}
