// Both networks at one point, exactly, by the definitions of theory.md, sections 1 and 2: gates, V_1, A_1, B_1, g_1. For the
// claims on deep networks. It states nothing.
namespace Verify.Claims.Theorems

open Verify.Algebra
open Verify.Claims.Oracle
open Verify.Core.Networks

/// The pair's networks over the rationals.
type ExactPair =
    { TeacherNet: RingNetwork<Rational>
      StudentNet: RingNetwork<Rational> }

module ExactPair =
    let ofPair (pair: NetworkPair) =
        { TeacherNet = Definitions.ofNetwork Ring.rational pair.Teacher
          StudentNet = Definitions.ofNetwork Ring.rational pair.Student }

/// Which network a node belongs to.
type Side =
    | Teacher
    | Student

/// Everything about one point.
type DeepPoint(pair: ExactPair, x: Rational[]) =
    let ring = Ring.rational
    let teacher = Definitions.evaluate ring pair.TeacherNet x
    let student = Definitions.evaluate ring pair.StudentNet x
    let depth = pair.StudentNet.Depth

    let fanOuts network (evaluation: Evaluation<Rational>) =
        (Definitions.fanOuts ring network (fun l -> evaluation.D[l]))[1]

    let vTeacher = lazy (fanOuts pair.TeacherNet teacher)
    let vStudent = lazy (fanOuts pair.StudentNet student)

    let evaluation side =
        match side with
        | Teacher -> teacher
        | Student -> student

    let network side =
        match side with
        | Teacher -> pair.TeacherNet
        | Student -> pair.StudentNet

    member _.X = x

    /// d_l for l = 1..L-1, with the constant's 1.
    member _.Gates(side, layer) = (evaluation side).D[layer]

    /// z_l,k = column k of W_l . f_{l-1}
    member _.PreActivation(side, layer, k) =
        ring.Dot (network side).Columns[layer - 1].[k] (evaluation side).F[layer - 1]

    /// A_1 = V_1^T V*_1, with the constant coordinate.
    member _.A = Definitions.transposedProduct ring vStudent.Value vTeacher.Value

    /// B_1 = V_1^T V_1, with the constant coordinate.
    member _.B = Definitions.transposedProduct ring vStudent.Value vStudent.Value

    /// alpha_kj at the point.
    member point.Alpha k j = (point.A[k])[j]

    /// g_1, by g_{l-1} = D_{l-1} W_l g_l.
    member _.Gradient =
        (Definitions.gradients ring pair.StudentNet teacher.F[depth] student)[1]

module DeepPoint =
    /// Hidden layers from `lowest` up, of both networks.
    let layers (pair: ExactPair) lowest =
        [ for side in [ Teacher; Student ] do
              for layer in lowest .. pair.StudentNet.Depth - 1 do
                  side, layer ]

    /// Whether two points have equal gates in the layers from `lowest` up, of both networks.
    let sameGates pair lowest (a: DeepPoint) (b: DeepPoint) =
        layers pair lowest
        |> List.forall (fun (side, layer) -> a.Gates(side, layer) = b.Gates(side, layer))
