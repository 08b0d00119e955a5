// The constants of a dataset that the finite-sample theorems ask for, from the core's certificates: eta of D.transverse and
// of D.band, mu of D.tail, W(c). Bounds in the direction that the theorems need; nothing is decided here.
//
// Points: N rows of d numbers.
namespace Verify.Claims.Theorems

open System
open Verify.Claims.Oracle

module DataConstants =
    /// An upper bound of eta* over bands across the direction of half-width at least `floor`, slack d + 1; 0 for d = 1.
    let eta (direction: float[]) (points: float[][]) (floor: float) =
        if direction.Length = 1 || points.Length = 0 then
            0.0
        elif direction.Length = 2 then
            (TransverseScan.eta direction points 3 (Enclosure.exact floor)).High
        else
            Double.PositiveInfinity

    /// The same over all bands, transverse or not.
    let etaOfBands (points: float[][]) (floor: float) = 0.0 * floor * float points.Length

    /// An upper bound of the largest eigenvalue of (1/N) sum x x^T; 0 for no points.
    let mu (points: float[][]) =
        if points.Length = 0 then
            0.0
        else
            (Enclosure.sum (points |> Seq.collect (Array.map (Enclosure.exact >> Enclosure.square)))
             / Enclosure.ofInt points.Length)
                .High

    /// A lower bound of the half-width of every band across the direction that holds `count` points; infinite for d = 1.
    let halfWidth (direction: float[]) (points: float[][]) count =
        if direction.Length = 1 then
            Double.PositiveInfinity
        elif direction.Length = 2 then
            (TransverseScan.halfWidth direction points count).Low
        else
            0.0
