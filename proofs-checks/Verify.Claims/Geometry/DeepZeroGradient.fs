// Decides region by region whether g_{1,k} = 0 within a polytope, for networks of any depth. On a region every gate is
// constant, so g_{1,k} = d_{1,k} v_k . (f*_L - f_L) is affine, v_k being column k of V_1 there; on an open cell it is 0
// exactly when its d + 1 coefficients are.
//
// Points at which some gate changes belong to no region. For L = 2 g_1 is determined there by continuity; for L > 2 it
// is not: the gates of two upper nodes with opposite planes are both 1 on the common plane and nowhere else. So "zero"
// means zero almost everywhere, which is what expectations see.
namespace Verify.Claims.Geometry

open Verify.Algebra

type DeepZeroDecision =
    /// g_{1,k} = 0 at every point where no gate changes.
    | ZeroAlmostEverywhere
    /// The gate of k is 0 on every region, or there is none.
    | InactiveAlmostEverywhere
    /// A point inside a region and g_{1,k} <> 0 there.
    | DeepNonZeroAt of point: Rational[] * value: Rational
    /// g_{1,k} = 0 on the regions that were looked at, as many as the limit allows; there are more.
    | UndecidedAfter of regions: int

module DeepZeroGradient =
    /// Column k of V_1 on a region: V_L = I, V_{l-1} = V_l D_l W_l^T, with row i of W_l for column i.
    let fanOuts (network: ExactNetwork) (gates: bool[][]) =
        let gated l (columns: Rational[][]) =
            if l = network.Depth then
                columns
            else
                Array.map2
                    (fun gate column -> if gate then column else Rationals.scale network.Leak column)
                    gates[l - 1]
                    columns

        let identity =
            Array.init network.Outputs (fun i ->
                Array.init network.Outputs (fun j -> if i = j then Rational.one else Rational.zero))

        (identity, [ network.Depth .. -1 .. 2 ])
        ||> List.fold (fun columns l ->
            let above = gated l columns

            Array.init (network.Width(l - 1)) (fun i ->
                (Rationals.zeros network.Outputs, Array.zip network.Layers.[l - 1].[i] above)
                ||> Array.fold (fun sum (weight, column) -> Rationals.addScaled sum weight column)))

    /// The gate of k and v_k . (f*_L - f_L) as [gradient; constant], on a region of [ teacher; student ].
    let private mixture (student: ExactNetwork) (region: Region) =
        let difference = Array.map2 (Array.map2 (-)) region.Outputs[0] region.Outputs[1]

        fanOuts student region.Gates[1]
        |> Array.map (fun fanOut ->
            (Rationals.zeros (student.Inputs + 1), Array.zip fanOut difference)
            ||> Array.fold (fun sum (v, row) -> Rationals.addScaled sum v row))

    /// Per student of the lowest layer, after at most `limit` regions. Networks that do not match raise
    /// ArgumentException.
    let decide limit (polytope: Polytope) (teacher: ExactNetwork) (student: ExactNetwork) =
        ExactNetwork.requirePair teacher student
        let width = student.Width 1
        let witness: (Rational[] * Rational) option[] = Array.create width None
        let active = Array.create width false
        let mutable looked = 0
        let mutable ended = false

        use regions = (Regions.all polytope [ teacher; student ]).GetEnumerator()

        while not ended && looked < limit do
            if Array.forall Option.isSome witness || not (regions.MoveNext()) then
                ended <- true
            else
                let region = regions.Current
                looked <- looked + 1

                mixture student region
                |> Array.iteri (fun k form ->
                    let passes = region.Gates[1].[0].[k]
                    let gate = if passes then Rational.one else student.Leak
                    active[k] <- active[k] || not (Rational.isZero gate)

                    if witness[k].IsNone && not (Rational.isZero gate) && not (Rationals.isZero form) then
                        let x = Regions.pointOff region form
                        witness[k] <- Some(x, gate * Rationals.valueAt x form))

        let exhausted = ended || not (regions.MoveNext())

        Array.init width (fun k ->
            match witness[k] with
            | Some(point, value) -> DeepNonZeroAt(point, value)
            | None when not exhausted -> UndecidedAfter looked
            | None when not active[k] -> InactiveAlmostEverywhere
            | None -> ZeroAlmostEverywhere)
