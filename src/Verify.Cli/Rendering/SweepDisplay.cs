// Progress of a sweep on stderr: a bar on a terminal; otherwise a plain line for every tenth of the work and every minute.

using Spectre.Console;
using Verify.Audit.Sweeping;

namespace Verify.Cli.Rendering;

/// <summary>Shows how far a sweep is.</summary>
internal static class SweepDisplay
{
    private static readonly TimeSpan BetweenLines = TimeSpan.FromMinutes(1);

    /// <summary>Columns for the whole line and a bar.</summary>
    private const int Wide = 130;

    /// <summary>Runs the work and shows what it reports.</summary>
    internal static T Show<T>(Func<Action<SweepProgress>, T> work) =>
        Consoles.DrawsProgress ? Draw(work) : Print(work);

    /// <summary>One line: "12 of 384 runs done, 2 running, 0 failed, 0 diverged, 51,234 iterations/s, 3 h 12 min left".</summary>
    private static string Line(SweepProgress progress)
    {
        string left =
            progress.Left is { } span && span > TimeSpan.Zero ? $", {Durations.Text(span)} left" : "";
        string runs = progress.Planned == 1 ? "run" : "runs";
        return $"{progress.Done} of {progress.Planned} {runs} done, {progress.Running} running, {progress.Failed} failed, {progress.Diverged} diverged, {progress.IterationsPerSecond:N0} iterations/s{left}";
    }

    /// <summary>The same in few columns, so that a bar has its place beside it in a terminal of 80.</summary>
    private static string ShortLine(SweepProgress progress)
    {
        string left =
            progress.Left is { } span && span > TimeSpan.Zero ? $", {Durations.Text(span)} left" : "";
        string diverged = progress.Diverged > 0 ? $", {progress.Diverged} diverged" : "";
        return $"{progress.Done}/{progress.Planned} done, {progress.Running} running, {progress.Failed} failed{diverged}, {progress.IterationsPerSecond:N0} it/s{left}";
    }

    private static T Draw<T>(Func<Action<SweepProgress>, T> work) =>
        Consoles
            .Progress.Progress()
            .HideCompleted(true)
            .Columns(
                new SpinnerColumn(),
                new ProgressBarColumn(),
                new PercentageColumn(),
                new TaskDescriptionColumn { Alignment = Justify.Left }
            )
            .Start(context =>
            {
                bool isNarrow = Consoles.Progress.Profile.Width < Wide;
                ProgressTask task = context.AddTask("Starting");
                return work(progress =>
                {
                    task.MaxValue = 1;
                    task.Value = progress.Share;
                    task.Description = Markup.Escape(isNarrow ? ShortLine(progress) : Line(progress));
                });
            });

    private static T Print<T>(Func<Action<SweepProgress>, T> work)
    {
        const int Parts = 10;
        int printed = -1;
        TimeSpan last = TimeSpan.Zero;
        SweepProgress? unsaid = null;
        T result = work(progress =>
        {
            int part = (int)(progress.Share * Parts);
            unsaid = progress;
            if ((part > printed && progress.Running > 0) || progress.Elapsed - last >= BetweenLines)
            {
                printed = Math.Max(part, printed);
                last = progress.Elapsed;
                unsaid = null;
                Say(progress);
            }
        });
        if (unsaid is { } end)
        {
            Say(end); // where it ended, whatever the tenths
        }

        return result;
    }

    private static void Say(SweepProgress progress) =>
        Console.Error.WriteLine($"{100 * progress.Share:F0} %: {Line(progress)}");
}
