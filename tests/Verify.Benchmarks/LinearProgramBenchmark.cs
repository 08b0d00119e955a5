// Exact linear programs of full doubles, d = 10 and 60 constraints, feasible and infeasible: with the floating-point guess
// that is then verified exactly, against the exact method alone. Every answer is checked by its certificate first.

using System.Globalization;
using Microsoft.FSharp.Collections;
using Verify.Algebra;
using Verify.Core.Numerics;

namespace Verify.Benchmarks;

/// <summary>Times LinearProgram.solve against LinearProgram.solveCold.</summary>
internal static class LinearProgramBenchmark
{
    private const int Inputs = 10;
    private const int Constraints = 60;
    private const int Programs = 3;
    private const int Rounds = 3;

    internal static void Run(string[] arguments)
    {
        CultureInfo invariant = CultureInfo.InvariantCulture;
        Console.WriteLine(
            $"d = {Inputs}, {Constraints} constraints, {Programs} programs a row; {Rounds} alternating rounds, medians"
        );
        Console.WriteLine();
        Console.WriteLine("| programs | contender | ms/program | ratio |");
        Console.WriteLine("|---|---|---:|---:|");
        foreach (bool isFeasible in (bool[])[true, false])
        {
            LinearProgram[] programs =
            [
                .. Enumerable.Range(0, Programs).Select(i => Draw((ulong)i, isFeasible)),
            ];
            string kind = isFeasible ? "feasible" : "infeasible";
            foreach (LinearProgram program in programs)
            {
                RequireProved(program, LinearProgramModule.solve(program), isFeasible);
                RequireProved(program, LinearProgramModule.solveCold(program), isFeasible);
            }

            Reading[] readings = Alternation.Measure(
                [
                    new("float guess, verified", () => All(programs, LinearProgramModule.solve)),
                    new("exact alone", () => All(programs, LinearProgramModule.solveCold)),
                ],
                Rounds
            );
            foreach (Reading reading in readings)
            {
                Console.WriteLine(
                    string.Create(
                        invariant,
                        $"| {kind} | {reading.Name} | {1e3 * reading.Seconds / Programs:F2} | {reading.Seconds / readings[0].Seconds:F2} |"
                    )
                );
            }
        }
    }

    private static void All(LinearProgram[] programs, Func<LinearProgram, LinearOutcome> solve)
    {
        foreach (LinearProgram program in programs)
        {
            GC.KeepAlive(solve(program));
        }
    }

    private static void RequireProved(LinearProgram program, LinearOutcome outcome, bool isFeasible)
    {
        if (
            outcome.IsOptimal != isFeasible
            || outcome.IsInfeasible == isFeasible
            || CertificateCheck.verify(program, outcome).IsError
        )
        {
            throw new InvalidOperationException("An outcome is not what its program was made for.");
        }
    }

    /// <summary>
    /// The box of radius 2 and half-spaces that hold a point of it; for an infeasible one, the last is turned against the
    /// sum of three others, not exactly, and moved away by more than the difference can be within the box.
    /// </summary>
    private static LinearProgram Draw(ulong seed, bool isFeasible)
    {
        CounterRandom random = new(seed, 0x6C70UL);
        double[] Vector() => [.. Enumerable.Range(0, Inputs).Select(_ => random.NextGaussian())];
        List<(double[] A, double B)> sides = [];
        for (int i = 0; i < Inputs; i++)
        {
            int axis = i;
            double[] Unit(double sign) =>
                [.. Enumerable.Range(0, Inputs).Select(l => l == axis ? sign : 0.0)];
            sides.Add((Unit(1), 2));
            sides.Add((Unit(-1), 2));
        }

        double[] inside = [.. Vector().Select(Math.Tanh)];
        while (sides.Count < Constraints)
        {
            double[] a = Vector();
            sides.Add((a, Dot(a, inside) + Math.Abs(random.NextGaussian())));
        }

        if (!isFeasible)
        {
            (double[] A, double B)[] three = [sides[^2], sides[^3], sides[^4]];
            double[] tilt = [.. Vector().Select(value => value / 32)];
            sides[^1] = (
                [.. Enumerable.Range(0, Inputs).Select(l => tilt[l] - three.Sum(side => side.A[l]))],
                -three.Sum(side => side.B) - 2 * tilt.Sum(Math.Abs) - 0.25
            );
        }

        return new LinearProgram(
            Exact(Vector()),
            ListModule.OfSeq(
                sides.Select(side =>
                    LinearProgramModule.atMost(Exact(side.A), RationalModule.ofDouble(side.B))
                )
            ),
            [.. Enumerable.Repeat(LinearProgramModule.unbounded, Inputs)]
        );
    }

    private static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();

    private static Rational[] Exact(double[] values) => [.. values.Select(RationalModule.ofDouble)];
}
