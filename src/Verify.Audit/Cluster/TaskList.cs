// Array indices in Slurm's notation: 1-3,5.

using System.Globalization;
using System.Text;

namespace Verify.Audit.Cluster;

internal static class TaskList
{
    /// <summary>The text of ascending indices; runs of two or more become ranges.</summary>
    internal static string Render(IEnumerable<int> ascending)
    {
        StringBuilder text = new();
        int first = 0;
        int last = 0;
        bool any = false;
        void End()
        {
            if (any)
            {
                text.Append(text.Length > 0 ? "," : "");
                text.Append(first.ToString(CultureInfo.InvariantCulture));
                text.Append(last > first ? "-" + last.ToString(CultureInfo.InvariantCulture) : "");
            }
        }

        foreach (int index in ascending)
        {
            if (any && index == last + 1)
            {
                last = index;
                continue;
            }

            End();
            first = last = index;
            any = true;
        }

        End();
        return text.ToString();
    }
}
