// The constants of a dataset that the finite-sample theorems ask for, from the core's certificates: eta of D.transverse and
// of D.band, mu of D.tail, W(c). Bounds in the direction that the theorems need, all certain: nothing is assumed about how
// the samples were drawn. Nothing is decided here.
//
// Points: N rows of d numbers.
namespace Verify.Claims.Theorems

open System
open Verify.Core.Geometry
open Verify.Core.Numerics

module DataConstants =
    /// The search for bad bands is kept short: it only raises the lower ends, which are not used here.
    let private options =
        BandOptions(Confidence = Nullable(), SearchDirections = 4, Gap = 0.2, Effort = 600_000L)

    let private flat (points: float[][]) = Array.concat points

    /// An upper bound of eta* over bands across the direction of half-width at least `floor`, slack d + 1; 0 for d = 1 and
    /// for no points.
    let eta (direction: float[]) (points: float[][]) (floor: float) =
        if points.Length = 0 then
            0.0
        else
            TransverseBand
                .Certify(
                    ReadOnlyMatrixView(ReadOnlySpan<float>(flat points), points.Length, direction.Length),
                    ReadOnlySpan<float> direction,
                    floor,
                    options
                )
                .Upper

    /// The same over all bands, transverse or not. ArgumentException for no points.
    let etaOfBands (points: float[][]) (floor: float) =
        let d = points[0].Length

        BandCondition
            .Certify(
                ReadOnlyMatrixView(ReadOnlySpan<float>(flat points), points.Length, d),
                d + 1,
                floor,
                options
            )
            .Upper

    /// An upper bound of the largest eigenvalue of (1/N) sum x x^T; 0 for no points.
    let mu (points: float[][]) =
        if points.Length = 0 then
            0.0
        else
            let moment = SecondMoment(points[0].Length)
            moment.Add(ReadOnlyMatrixView(ReadOnlySpan<float>(flat points), points.Length, points[0].Length))
            moment.Mu()

    /// A lower bound of the half-width of every band across the direction that holds `count` points; infinite for d = 1.
    let halfWidth (direction: float[]) (points: float[][]) (count: int) =
        TransverseBand.HalfWidthAtLeast(
            ReadOnlyMatrixView(ReadOnlySpan<float>(flat points), points.Length, direction.Length),
            ReadOnlySpan<float> direction,
            count,
            options
        )
