// Decides "g_{1,k} = 0 on all of R0" for two-layer networks, by Z.kink and Z.kink-converse (theory.md, section 3).
// Exact, one linear program for every crease that does not balance. Deeper networks: DeepZeroGradient.
//
// Why this decides it. By Lemma 1, g_{1,k} = d_{1,k} F_k with F_k = v_k . (f* - f). Let P be the part of R0 in which the
// gate is not zero: all of R0 for c > 0; { z_k > 0 } for c = 0 (the gate is 1 on z_k = 0 as well, but where that plane
// meets R0 it bounds P and F_k is continuous, so F_k is 0 there once it is 0 on P). P is open and convex, and
// ResidualForm writes F_k on it as an affine function plus sum over H of (v_k . J_H) max(0, h_H).
//   If some H meets P with v_k . J_H <> 0, take x in P on H and on no other plane, e = Normal_H and s so small that no
//   other plane and no end of P is within s: the second difference F_k(x+se) + F_k(x-se) - 2 F_k(x) is
//   (v_k . J_H) s |e|^2 <> 0, so F_k is not 0 at one of the three points.
//   Otherwise F_k is affine on P, and is 0 there exactly when its d + 1 coefficients are (d+1 affinely independent
//   points of one cell say the same); if not, it is not 0 at an inner point or a little along its gradient.
namespace Verify.Claims.Geometry

open Verify.Algebra

/// Which condition of Z.kink-converse fails.
type NonZeroCause =
    /// v_k . J_H <> 0 at a hyperplane that meets the part of R0 where k is active.
    | KinkImbalance of Hyperplane * imbalance: Rational
    /// Every kink balances, and this affine function, [gradient; constant], is F_k where k is active.
    | AffineRemainder of Rational[]

type ZeroDecision =
    /// g_{1,k} = 0 at every point of R0.
    | ZeroEverywhere
    /// The gate of k is 0 at every point of R0 (or R0 is empty), so g_{1,k} = 0 whatever the residual is.
    | Vacuous
    /// A point of R0 and g_{1,k} <> 0 there.
    | NonZeroAt of point: Rational[] * value: Rational * cause: NonZeroCause

module ZeroGradient =
    /// The open part P of R0 in which the gate of student k is not 0; see above. It may be empty.
    let activePart (polytope: Polytope) (student: ExactNetwork) k =
        let direction, offset = ExactNetwork.node student k

        // A constant node is always active for b >= 0; otherwise 0 < b is an inequality without solutions.
        if
            Rational.sign student.Leak > 0
            || Rationals.isZero direction && Rational.sign offset >= 0
        then
            polytope
        else
            Polytope.cut (Rationals.negate direction) offset polytope

    /// v_k . J_H: for equal leaks, the left side of Z.kink's balance less the right, times (1-c) / ||Normal_H||.
    let imbalance (student: ExactNetwork) k (crease: Crease) =
        Rationals.dot (ExactNetwork.fanOut student k) crease.Kink

    /// The creases that student k sees: those that meet activePart.
    let visible (polytope: Polytope) (student: ExactNetwork) k (form: ResidualForm) =
        let active = activePart polytope student k

        form.Creases
        |> List.filter (fun crease ->
            match Hyperplane.meets active crease.Hyperplane with
            | InteriorPoint _ -> true
            | NoInterior _ -> false)

    /// g_{1,k}(x).
    let private gradientAt teacher student k x =
        (ExactNetwork.gradient teacher student x)[k]

    /// A first of these points at which g_{1,k} is not zero.
    let private witness (teacher: ExactNetwork) (student: ExactNetwork) k cause points =
        points
        |> List.pick (fun x ->
            let value = gradientAt teacher student k x

            if Rational.isZero value then
                None
            else
                Some(NonZeroAt(x, value, cause)))

    /// A step for x + s u and x - s u to stay inside and off the planes that x is not on.
    let private step active planes x u =
        let ends =
            Rationals.lesser (Polytope.reach x u active) (Polytope.reach x (Rationals.negate u) active)

        (ends, planes)
        ||> List.fold (fun limit plane -> Rationals.lesser limit (Hyperplane.distance x u plane))
        |> Rationals.stepBelow

    /// From x on the plane, a point on it and on none of the others, all of them different from the plane. The direction
    /// sum of lambda^i u_i, over a basis u_i of the plane's directions, lies in another plane for at most d - 2 values of
    /// lambda (a polynomial in lambda that is not zero, since that plane contains not all u_i).
    let private isolate active (plane: Hyperplane) others x =
        let crossing =
            others |> List.filter (fun other -> Rational.isZero (Hyperplane.value x other))

        if crossing.IsEmpty then
            x
        else
            let basis =
                LinearSystem.kernel (Array2D.init 1 plane.Normal.Length (fun _ i -> plane.Normal[i]))

            let direction (lambda: int) =
                (Rationals.zeros plane.Normal.Length, List.rev basis)
                ||> List.fold (fun sum u -> Rationals.addScaled u (Rational.ofInt lambda) sum)

            let u =
                Seq.initInfinite (fun i -> direction (i + 1))
                |> Seq.find (fun u ->
                    crossing
                    |> List.forall (fun other -> not (Rational.isZero (Rationals.dot other.Normal u))))

            Rationals.addScaled x (step active others x u) u

    let private atKink
        (teacher: ExactNetwork)
        (student: ExactNetwork)
        k
        active
        planes
        (crease: Crease)
        found
        =
        let plane = crease.Hyperplane
        let others = planes |> List.filter ((<>) plane)
        let x = isolate active plane others found
        let e = plane.Normal
        let s = step active others x e

        witness
            teacher
            student
            k
            (KinkImbalance(plane, imbalance student k crease))
            [ x; Rationals.addScaled x s e; Rationals.addScaled x -s e ]

    /// F_k on the active part, on which no crease without balance is met; inner is a point of it.
    let private affinePart (student: ExactNetwork) k (form: ResidualForm) unbalanced inner =
        let fixedPart =
            (Rationals.zeros (student.Inputs + 1), Array.zip (ExactNetwork.fanOut student k) form.Affine)
            ||> Array.fold (fun sum (v, row) -> Rationals.addScaled sum v row)

        (fixedPart, unbalanced)
        ||> List.fold (fun sum (crease: Crease) ->
            let plane = crease.Hyperplane

            if Rational.sign (Hyperplane.value inner plane) > 0 then
                Rationals.addScaled
                    sum
                    (imbalance student k crease)
                    (Array.append plane.Normal [| plane.Offset |])
            else
                sum)

    /// decide for a residual form that was computed before: ResidualForm.ofPair teacher student.
    let decideWith
        (form: ResidualForm)
        (polytope: Polytope)
        (teacher: ExactNetwork)
        (student: ExactNetwork)
        k
        =
        let active = activePart polytope student k

        match Polytope.inside active with
        | NoInterior _ -> Vacuous
        | InteriorPoint(inner, _) ->
            let unbalanced =
                form.Creases
                |> List.filter (fun crease -> not (Rational.isZero (imbalance student k crease)))

            let met =
                unbalanced
                |> List.tryPick (fun crease ->
                    match Hyperplane.meets active crease.Hyperplane with
                    | InteriorPoint(point, _) -> Some(crease, point)
                    | NoInterior _ -> None)

            match met with
            | Some(crease, point) ->
                let planes = form.Creases |> List.map _.Hyperplane
                atKink teacher student k active planes crease point
            | None ->
                let affine = affinePart student k form unbalanced inner

                if Rationals.isZero affine then
                    ZeroEverywhere
                else
                    let slope = Array.take inner.Length affine
                    let s = Rationals.stepBelow (Polytope.reach inner slope active)

                    witness
                        teacher
                        student
                        k
                        (AffineRemainder affine)
                        [ inner; Rationals.addScaled inner s slope ]

    /// Whether g_{1,k} = 0 on R0, with a point where it is not. Two layers; leaks may differ. Any v_k = 0 gives
    /// ZeroEverywhere (or Vacuous). Networks that do not match, or L <> 2, raise ArgumentException.
    let decide (polytope: Polytope) (teacher: ExactNetwork) (student: ExactNetwork) k =
        decideWith (ResidualForm.ofPair teacher student) polytope teacher student k

    /// decide for every student.
    let decideAll (polytope: Polytope) (teacher: ExactNetwork) (student: ExactNetwork) =
        let form = ResidualForm.ofPair teacher student
        Array.init (student.Width 1) (decideWith form polytope teacher student)
