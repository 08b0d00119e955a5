// Open convex polytopes { x : a.x < b for every inequality }, and whether they, or flats within them, have a point.
// Decided by one exact linear program; a polytope need not be bounded, and may be empty.
namespace Verify.Claims.Geometry

open Verify.Algebra

/// The x in Q^d with a . x < b for every (a, b); every a has length d. a = 0 is allowed and says 0 < b.
type Polytope =
    { Dimension: int
      Inequalities: (Rational[] * Rational) list }

/// Whether an open polytope has a point on the given flat.
type Interior =
    /// A point strictly inside every inequality and exactly on the flat, with its margin > 0 (see Polytope.program).
    | InteriorPoint of point: Rational[] * margin: Rational
    /// No point: the outcome of Polytope.program, whose certificate proves that no margin is positive.
    | NoInterior of LinearOutcome

module Polytope =
    /// (-r, r)^d; empty for r <= 0 unless d = 0.
    let box d (r: Rational) =
        let unit i s =
            Array.init d (fun j -> if i = j then s else Rational.zero)

        { Dimension = d
          Inequalities =
            [ for i in 0 .. d - 1 do
                  unit i Rational.one, r
                  unit i (Rational.neg Rational.one), r ] }

    /// The part with a . x < b too; the new inequality comes last.
    let cut (a: Rational[]) (b: Rational) polytope =
        if a.Length <> polytope.Dimension then
            invalidArg (nameof a) $"{a.Length} coefficients in dimension {polytope.Dimension}."

        { polytope with
            Inequalities = polytope.Inequalities @ [ a, b ] }

    let contains (x: Rational[]) polytope =
        polytope.Inequalities |> List.forall (fun (a, b) -> Rationals.dot a x < b)

    /// How far one can go from x, a point of the polytope, along u and stay inside: x + s u is inside for 0 <= s < limit.
    /// None when there is no limit.
    let reach (x: Rational[]) (u: Rational[]) polytope =
        (None, polytope.Inequalities)
        ||> List.fold (fun limit (a, b) ->
            let rate = Rationals.dot a u

            if Rational.sign rate <= 0 then
                limit
            else
                Rationals.lesser limit (Some((b - Rationals.dot a x) / rate)))

    /// Variables (x, t): maximise t <= 1 with a.x + |a|_1 t <= b for every inequality (t <= b when a = 0) and e.x = r for
    /// every equality (e, r). For a <> 0 the margin t is a distance in the largest coordinate: every point within t of x
    /// is inside. The polytope meets the flat exactly when the best t is positive; t may be negative, so the program is
    /// infeasible only when the walls and the equalities contradict each other. Walls are closed half-spaces a . x <= b;
    /// they carry no margin, so that a point may lie on them.
    let programWithin
        (walls: (Rational[] * Rational) list)
        (equalities: (Rational[] * Rational) list)
        polytope
        =
        let inside (a: Rational[], b) =
            let weight =
                if Rationals.isZero a then
                    Rational.one
                else
                    Rationals.norm1 a

            LinearProgram.atMost (Array.append a [| weight |]) b

        let behind (a: Rational[], b) =
            LinearProgram.atMost (Array.append a [| Rational.zero |]) b

        let onFlat (e: Rational[], r) =
            LinearProgram.equalTo (Array.append e [| Rational.zero |]) r

        { Objective = Array.append (Rationals.zeros polytope.Dimension) [| Rational.one |]
          Constraints =
            List.map inside polytope.Inequalities
            @ List.map behind walls
            @ List.map onFlat equalities
          Bounds =
            Array.append
                (Array.create polytope.Dimension LinearProgram.unbounded)
                [| { Lower = None
                     Upper = Some Rational.one } |] }

    /// programWithin without walls.
    let program equalities polytope = programWithin [] equalities polytope

    /// A point of the polytope behind all walls (or on them) and on the flat { x : e.x = r for every equality }, or a
    /// proof that there is none.
    let interiorWithin walls equalities polytope =
        match LinearProgram.solve (programWithin walls equalities polytope) with
        | Optimal(point, margin, _) when Rational.sign margin > 0 ->
            InteriorPoint(Array.take polytope.Dimension point, margin)
        | outcome -> NoInterior outcome

    /// interiorWithin without walls.
    let interior equalities polytope = interiorWithin [] equalities polytope

    /// Ok when the outcome proves that the polytope does not meet the flat behind all walls. Does not trust the solver.
    let checkEmptyWithin walls equalities polytope outcome =
        match outcome with
        | Optimal(_, margin, _) when Rational.sign margin > 0 -> Error "The margin is positive."
        | Unbounded _ -> Error "The margin is bounded by 1."
        | _ -> CertificateCheck.verify (programWithin walls equalities polytope) outcome

    /// checkEmptyWithin without walls.
    let checkEmpty equalities polytope outcome =
        checkEmptyWithin [] equalities polytope outcome

    /// As interior without a flat.
    let inside polytope = interior [] polytope
