// Whether student node k of hidden layer l observes teacher node j of that layer: for l > 1 a boundary is bent wherever a
// gate below l changes, so the question is decided region by region. It does not sample. For l = 1 it says what
// Observation says, without its certificates.
//
// The boundary of node j is { x : z*_{l,j}(x) = 0 } without its interior: the zeros that have points with z* <> 0 in every
// neighbourhood. So a plateau, a cell on which z* is the affine function 0, is no boundary, but its edge is, and so is a
// point where z* only touches 0. For l = 1 this is the hyperplane when w~*_j <> 0, and nothing otherwise.
//
// Decided exactly, cell walls included. Let the cells be the open ones on which all gates below l are constant: finitely
// many, and their closures cover R0. The points with z* <> 0 form an open set, so when they come arbitrarily close to x,
// they do so within one cell C, whose closure then contains x; z* is affine on C and not 0 there; and by continuity that
// affine function is 0 at x. Conversely such an affine function vanishes on no open part of C. Hence the boundary in R0
// is the union over the cells with an affine form other than 0 of { x in R0 and in the closure of C : form(x) = 0 }, and
// z_{l,k} too is its cell's affine form on the closure: one linear program decides for every cell.
namespace Verify.Claims.Geometry

open Verify.Algebra

/// A point on a boundary, and another that shows that it is no point of a plateau: on the segment between them no gate
/// of the teacher below l changes and z* is 0 at Point only.
type DeepWitness =
    { Point: Rational[]
      Beside: Rational[] }

[<RequireQualifiedAccess>]
type DeepObservation =
    /// A point of R0 on the teacher's boundary with z_{l,k} > 0 (for c > 0 any z_{l,k}).
    | Observed of witness: DeepWitness
    /// There is no such point; these are all regions.
    | NotObservedInRegions of regions: int
    /// There is no such point in the closures of the regions looked at, as many as the limit allows; there are more.
    | UndecidedAfter of regions: int

module DeepObservation =
    /// Per student z the witness that it sees the boundary of the teacher's form within the closure of a region, for
    /// those students that are asked about. No z: sees everywhere.
    let private within
        (polytope: Polytope)
        (region: Region)
        (students: Rational[] option[])
        (asked: bool[])
        (form: Rational[])
        =
        let d = polytope.Dimension
        let slope = Array.take d form

        if Rationals.isZero slope || not (Array.contains true asked) then
            Array.create students.Length None
        else
            let walls = List.skip polytope.Inequalities.Length region.Cell.Inequalities
            let flat = [ slope, Rational.neg form[d] ]

            let sees (somewhere: Rational[]) z =
                match z with
                | Some z when Rational.sign (Rationals.valueAt somewhere z) <= 0 ->
                    let active = Polytope.cut (Rationals.negate (Array.take d z)) z[d] polytope

                    match Polytope.interiorWithin walls flat active with
                    | InteriorPoint(point, _) -> Some point
                    | NoInterior _ -> None
                | _ -> Some somewhere

            match Polytope.interiorWithin walls flat polytope with
            | NoInterior _ -> Array.create students.Length None
            | InteriorPoint(somewhere, _) ->
                Array.map2 (fun z isAsked -> if isAsked then sees somewhere z else None) students asked
                |> Array.map (
                    Option.map (fun x ->
                        { Point = x
                          Beside = Regions.pointOff region form })
                )

    /// The matrix for the outputs of two networks in place of z*_l and z_l.
    let private decide watch limit (polytope: Polytope) (teacher: ExactNetwork) (student: ExactNetwork) =
        let leaky = Rational.sign student.Leak > 0

        let found: DeepWitness option[][] =
            Array.init teacher.Outputs (fun _ -> Array.create student.Outputs None)

        let mutable looked = 0
        let mutable ended = false

        // A leaky student sees everywhere: its own gates do not matter.
        use regions =
            (Regions.all polytope (if leaky then [ teacher ] else [ teacher; student ])).GetEnumerator()

        while not ended && looked < limit do
            if Array.forall (Array.forall Option.isSome) found || not (regions.MoveNext()) then
                ended <- true
            else
                let region = regions.Current

                let students =
                    if leaky then
                        Array.create student.Outputs None
                    else
                        Array.map Some region.Outputs[1]

                region.Outputs[0]
                |> Array.Parallel.mapi (fun j form ->
                    within polytope region students (Array.map Option.isNone found[j]) form)
                |> Array.iteri (fun j row -> found[j] <- Array.map2 Option.orElse row found[j])

                looked <- looked + 1
                watch looked

        let exhausted = ended || not (regions.MoveNext())

        Array2D.init teacher.Outputs student.Outputs (fun j k ->
            match found[j][k] with
            | Some witness -> DeepObservation.Observed witness
            | None when exhausted -> DeepObservation.NotObservedInRegions looked
            | None -> DeepObservation.UndecidedAfter looked)

    let private require layer (teacher: ExactNetwork) (student: ExactNetwork) =
        ExactNetwork.requirePair teacher student

        if layer < 1 || layer >= teacher.Depth then
            invalidArg (nameof layer) $"Layer {layer} is no hidden layer of a network of {teacher.Depth}."

    /// matrix, which calls `watch` after every region with how many were looked at; what it raises ends the search.
    let matrixWatched (watch: int -> unit) limit layer polytope (teacher: ExactNetwork) student =
        require layer teacher student
        decide watch limit polytope (ExactNetwork.upTo layer teacher) (ExactNetwork.upTo layer student)

    /// Entry [j, k]: whether student k of layer l observes teacher j of layer l; m_l x n_l. All entries share one
    /// enumeration of at most `limit` regions. Networks that do not match and layers other than 1 .. L-1 raise
    /// ArgumentException.
    let matrix limit layer polytope teacher student =
        matrixWatched ignore limit layer polytope teacher student

    /// One entry of the matrix.
    let observe limit layer polytope (teacher: ExactNetwork) j (student: ExactNetwork) k =
        require layer teacher student

        let only node network =
            let lower = ExactNetwork.upTo layer network
            let last = lower.Layers[layer - 1] |> Array.map (fun row -> [| row[node] |])

            { lower with
                Layers = Array.append (Array.take (layer - 1) lower.Layers) [| last |] }

        (decide ignore limit polytope (only j teacher) (only k student))[0, 0]

    /// Ok when the witness proves the observation. Evaluates both networks at its points and trusts nothing else: where
    /// no z of a layer changes its sign strictly between two points, sigma(z) is affine on the segment, layer after layer;
    /// so z* is affine there, 0 at one end and not at the other.
    let checkWitness
        layer
        polytope
        (teacher: ExactNetwork)
        j
        (student: ExactNetwork)
        k
        (witness: DeepWitness)
        =
        require layer teacher student
        let here = ExactNetwork.evaluate (ExactNetwork.upTo layer teacher) witness.Point
        let beside = ExactNetwork.evaluate (ExactNetwork.upTo layer teacher) witness.Beside

        let seen =
            (ExactNetwork.evaluate (ExactNetwork.upTo layer student) witness.Point).Outputs[k]

        let sameSide a b = Rational.sign a * Rational.sign b >= 0

        if not (Polytope.contains witness.Point polytope) then
            Error "The witness is outside the region."
        elif not (Rational.isZero here.Outputs[j]) then
            Error "The witness is off the teacher's boundary."
        elif Rational.isZero beside.Outputs[j] then
            Error "The teacher's node is zero beside the witness too."
        elif not (Array.forall2 (Array.forall2 sameSide) here.PreActivations beside.PreActivations) then
            Error "A gate below changes between the witness and the point beside it."
        elif Rational.sign student.Leak = 0 && Rational.sign seen <= 0 then
            Error "The student is not active at the witness."
        else
            Ok()
