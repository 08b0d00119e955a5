// Whether student k observes teacher j: dE*_j meets E_k inside R0 (theory.md, section 3). Decided exactly for layer-1
// nodes of networks of any depth; every answer carries what proves it. It does not sample.
namespace Verify.Claims.Geometry

open Verify.Algebra

/// Why a teacher is not observed.
type Unobserved =
    /// w~*_j = 0: the teacher's node is constant and has no boundary.
    | NoBoundary
    /// The boundary does not meet the region: the linear program's outcome (see Polytope.program) proves it.
    | DoesNotMeet of LinearOutcome

type Observation =
    /// A point of R0 with z*_j = 0 exactly and z_k > 0 strictly (for c > 0, where every student sees both sides of its
    /// own plane, any z_k).
    | Observed of witness: Rational[]
    | NotObserved of certificate: Unobserved

    member observation.IsPositive =
        match observation with
        | Observed _ -> true
        | NotObserved _ -> false

module Observation =
    /// The part of R0 where student k sees: E_k, that is -w~_k . x < b_k, for c = 0, all of R0 for c > 0. A node with
    /// w~_k = 0 sees everything when b_k > 0 and nothing otherwise, since E_k asks for z_k > 0.
    let seen (polytope: Polytope) (student: ExactNetwork) k =
        if Rational.sign student.Leak > 0 then
            polytope
        else
            let direction, offset = ExactNetwork.node student k
            Polytope.cut (Rationals.negate direction) offset polytope

    let observe (polytope: Polytope) (teacher: ExactNetwork) j (student: ExactNetwork) k =
        match ExactNetwork.hyperplane teacher j with
        | None -> NotObserved NoBoundary
        | Some(boundary, _) ->
            match Hyperplane.meets (seen polytope student k) boundary with
            | InteriorPoint(point, _) -> Observed point
            | NoInterior outcome -> NotObserved(DoesNotMeet outcome)

    /// Ok when the observation is proved by what it carries, checked without the solver that found it.
    let check (polytope: Polytope) (teacher: ExactNetwork) j (student: ExactNetwork) k observation =
        let direction, offset = ExactNetwork.node teacher j

        let require condition message =
            if condition then Ok() else Error message

        match observation with
        | Observed x ->
            let studentDirection, studentOffset = ExactNetwork.node student k
            let z = Rationals.dot studentDirection x + studentOffset

            if Rationals.isZero direction then
                Error "The teacher's node has no boundary."
            elif not (Polytope.contains x polytope) then
                Error "The witness is outside the region."
            elif not (Rational.isZero (Rationals.dot direction x + offset)) then
                Error "The witness is off the teacher's boundary."
            else
                require
                    (Rational.sign student.Leak > 0 || Rational.sign z > 0)
                    "The student is not active at the witness."
        | NotObserved NoBoundary -> require (Rationals.isZero direction) "The teacher's node has a boundary."
        | NotObserved(DoesNotMeet outcome) ->
            match Hyperplane.ofAffine direction offset with
            | None -> Error "The teacher's node has no boundary."
            | Some(boundary, _) ->
                Polytope.checkEmpty [ Hyperplane.equality boundary ] (seen polytope student k) outcome

    /// Entry [j, k]: whether student k observes teacher j; m_1 x n_1.
    let observationMatrix (polytope: Polytope) (teacher: ExactNetwork) (student: ExactNetwork) =
        ExactNetwork.requirePair teacher student
        Array2D.init (teacher.Width 1) (student.Width 1) (fun j k -> observe polytope teacher j student k)
