// Made-up counterexamples in full, for the samples and for the tests of how they are written.

using System.Collections.Immutable;
using Verify.Audit.Results;

namespace Verify.Audit.Tests.Reports;

internal static class SampleWitnesses
{
    /// <summary>Two inputs, a box of radius 2, negative and hexadecimal numbers; nothing is special about it.</summary>
    internal static WitnessMaterial InAPlane { get; } =
        new(
            [
                Network(
                    "teacher",
                    "0.25",
                    (3, 2, ["1", "0", "-2", "0.75", "-0.5", "1"]),
                    (3, 1, ["1", "-1", "0"])
                ),
                Network(
                    "student",
                    "0",
                    (3, 1, ["0x1.999999999999ap-4", "-0x1.5555555555555p-2", "-0"]),
                    (2, 1, ["3", "1"])
                ),
            ],
            [new("box", 1, 1, ["2"])]
        );

    /// <summary>One input, a box of radius 1; the student looks back from the teacher's boundary.</summary>
    internal static WitnessMaterial OnALine { get; } =
        new(
            [
                Network("teacher", "0", (2, 1, ["2", "-1"]), (2, 1, ["1", "0"])),
                Network("student", "0", (2, 1, ["-2", "1"]), (2, 1, ["1", "0"])),
            ],
            [new("box", 1, 1, ["1"])]
        );

    /// <summary>Inputs in place of a box, of which one number is not finite, and a third network.</summary>
    internal static WitnessMaterial AtInputs { get; } =
        new(
            [
                Network("teacher", "0", (2, 1, ["1", "1"]), (2, 1, ["1", "0"])),
                Network("student", "0", (2, 1, ["1", "NaN"]), (2, 1, ["1", "-Infinity"])),
                Network("other", "0", (2, 1, ["1", "1"]), (2, 1, ["2", "Infinity"])),
            ],
            [new("inputs", 2, 1, ["1", "-3"])]
        );

    internal static WitnessNetwork Network(
        string name,
        string leak,
        params (int Rows, int Columns, ImmutableArray<string> Entries)[] layers
    ) =>
        new(
            name,
            [layers[0].Rows - 1, .. layers.Select(layer => layer.Columns)],
            leak,
            [
                .. layers.Select(
                    (layer, l) => new WitnessMatrix($"W{l + 1}", layer.Rows, layer.Columns, layer.Entries)
                ),
            ]
        );

    internal static WitnessRecord Record(WitnessMaterial material, string finding = "it fails") =>
        new("counterexamples/T.json", "T@1", 0, finding, 1, 0) { Material = material };
}
