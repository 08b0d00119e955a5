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

open System.Collections.Generic
open Verify.Algebra

/// A point on a boundary, and another that shows that it is no point of a plateau: on the segment between them no gate
/// of the teacher below l changes and z* is 0 at Point only.
type DeepWitness =
    { Point: Rational[]
      Beside: Rational[] }

/// Why the boundary of a teacher is not seen within the closure of one region.
type RegionAbsence =
    /// z* is constant on the region, so that its boundary does not come from there.
    | NoSlope
    /// z* is 0 nowhere in the closure within R0: the outcome of the program of Cover.walls and z* = 0. It holds whoever
    /// looks.
    | NoZero of LinearOutcome
    /// z_k > 0 nowhere where z* is 0: the outcome of that program with z_k > 0 as one more inequality of the polytope.
    | NotActive of LinearOutcome

/// Why there is no observation: the reason in every region of the cover, in its order.
type DeepAbsence =
    { Cover: Cover
      Regions: RegionAbsence[] }

[<RequireQualifiedAccess>]
type DeepObservation =
    /// A point of R0 on the teacher's boundary with z_{l,k} > 0 (for c > 0 any z_{l,k}).
    | Observed of witness: DeepWitness
    /// There is no such point.
    | NotObserved of certificate: DeepAbsence
    /// There is no such point in the closures of the regions looked at, as many as the limit allows; there are more.
    | UndecidedAfter of regions: int

module DeepObservation =
    /// z* = 0, as an equality.
    let private zeros (form: Rational[]) =
        let d = form.Length - 1
        [ Array.take d form, Rational.neg form[d] ]

    /// Where z > 0 too.
    let private where (z: Rational[]) (polytope: Polytope) =
        Polytope.cut (Rationals.negate (Array.take polytope.Dimension z)) z[polytope.Dimension] polytope

    let private hasSlope (form: Rational[]) =
        not (Rationals.isZero (Array.take (form.Length - 1) form))

    /// Per student z the witness that it sees the boundary of the teacher's form within the closure of a region, or why it
    /// does not; for those students that are asked about. No z: sees everywhere.
    let private within
        (polytope: Polytope)
        (region: Region)
        (students: Rational[] option[])
        (asked: bool[])
        (form: Rational[])
        =
        let all answer =
            asked |> Array.map (fun isAsked -> if isAsked then Some answer else None)

        if not (hasSlope form) || not (Array.contains true asked) then
            all (Error NoSlope)
        else
            let walls = Cover.walls region

            let sees (somewhere: Rational[]) z =
                match z with
                | Some z when Rational.sign (Rationals.valueAt somewhere z) <= 0 ->
                    match Polytope.interiorWithin walls (zeros form) (where z polytope) with
                    | InteriorPoint(point, _) -> Ok point
                    | NoInterior outcome -> Error(NotActive outcome)
                | _ -> Ok somewhere

            match Polytope.interiorWithin walls (zeros form) polytope with
            | NoInterior outcome -> all (Error(NoZero outcome))
            | InteriorPoint(somewhere, _) ->
                Array.map2 (fun z isAsked -> if isAsked then Some(sees somewhere z) else None) students asked
                |> Array.map (
                    Option.map (
                        Result.map (fun x ->
                            { Point = x
                              Beside = Regions.pointOff region form })
                    )
                )

    /// The networks whose gates matter: a leaky student sees everywhere, so its own do not.
    let private gated (teacher: ExactNetwork) (student: ExactNetwork) =
        if Rational.sign student.Leak > 0 then
            [ teacher ]
        else
            [ teacher; student ]

    /// The matrix for the outputs of two networks in place of z*_l and z_l.
    let private decide watch limit (polytope: Polytope) (teacher: ExactNetwork) (student: ExactNetwork) =
        let leaky = Rational.sign student.Leak > 0

        let found: DeepWitness option[][] =
            Array.init teacher.Outputs (fun _ -> Array.create student.Outputs None)

        // Per pair the reasons so far, the last region's first; dropped once there is a witness.
        let absent: RegionAbsence list[][] =
            Array.init teacher.Outputs (fun _ -> Array.create student.Outputs [])

        let seen = List<Region>()
        let mutable looked = 0
        let mutable ended = false

        use regions = (Regions.all polytope (gated teacher student)).GetEnumerator()

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
                |> Array.iteri (fun j row ->
                    row
                    |> Array.iteri (fun k answer ->
                        match answer with
                        | None -> ()
                        | Some(Ok witness) ->
                            found[j][k] <- Some witness
                            absent[j][k] <- []
                        | Some(Error reason) -> absent[j][k] <- reason :: absent[j][k]))

                seen.Add region
                looked <- looked + 1
                watch looked

        let exhausted = ended || not (regions.MoveNext())
        let cover = lazy (Cover.build polytope (List.ofSeq seen))

        Array2D.init teacher.Outputs student.Outputs (fun j k ->
            match found[j][k] with
            | Some witness -> DeepObservation.Observed witness
            | None when exhausted ->
                DeepObservation.NotObserved
                    { Cover = cover.Value
                      Regions = absent[j][k] |> List.rev |> Array.ofList }
            | None -> DeepObservation.UndecidedAfter looked)

    let internal require layer (teacher: ExactNetwork) (student: ExactNetwork) =
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
