// Checks what DeepObservation answers: its witnesses by evaluating the networks at two points, its refusals by their
// certificates. It trusts neither the search for regions nor the linear programs' solver, and builds every affine form from
// the networks anew.
namespace Verify.Claims.Geometry

open Verify.Algebra

module DeepObservationCheck =
    /// Ok when the witness proves the observation. Evaluates both networks at its points and trusts nothing else: where
    /// no z of a layer changes its sign strictly between two points, sigma(z) is affine on the segment, layer after layer;
    /// so z* is affine there, 0 at one end and not at the other.
    let witness layer polytope (teacher: ExactNetwork) j (student: ExactNetwork) k (found: DeepWitness) =
        DeepObservation.require layer teacher student
        let here = ExactNetwork.evaluate (ExactNetwork.upTo layer teacher) found.Point
        let beside = ExactNetwork.evaluate (ExactNetwork.upTo layer teacher) found.Beside

        let seen =
            (ExactNetwork.evaluate (ExactNetwork.upTo layer student) found.Point).Outputs[k]

        let sameSide a b = Rational.sign a * Rational.sign b >= 0

        if not (Polytope.contains found.Point polytope) then
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

    /// Ok when the certificate proves that student k does not observe teacher j. Trusts neither the search nor the solver:
    /// Cover.check says that the regions cover R0, every form is built again from its region's gates, and every linear
    /// program's outcome is checked by CertificateCheck.
    let absence
        layer
        (polytope: Polytope)
        (teacher: ExactNetwork)
        j
        (student: ExactNetwork)
        k
        (certificate: DeepAbsence)
        =
        DeepObservation.require layer teacher student
        let teacher = ExactNetwork.upTo layer teacher
        let student = ExactNetwork.upTo layer student

        // A leaky student sees everywhere, so its own gates do not matter.
        let networks =
            if Rational.sign student.Leak > 0 then
                [ teacher ]
            else
                [ teacher; student ]

        let slope (form: Rational[]) = Array.take polytope.Dimension form

        let zeros form =
            [ slope form, Rational.neg form[polytope.Dimension] ]

        // The bits of a region as gates, network by network.
        let split (bits: bool[]) =
            let mutable taken = 0

            let take count =
                taken <- taken + count
                bits[taken - count .. taken - 1]

            [ for network in networks -> [| for l in 1 .. network.Depth - 1 -> take (network.Width l) |] ]

        // The closed side that a gate says, as in Cover.walls.
        let walls (gates: bool[][] list) =
            [ for network, gates in List.zip networks gates do
                  for l in 1 .. network.Depth - 1 do
                      for bit, form in Array.zip gates.[l - 1] (Cover.forms network gates l) do
                          if not (Rationals.isZero (slope form)) then
                              if bit then
                                  Rationals.negate (slope form), form[network.Inputs]
                              else
                                  slope form, Rational.neg form[network.Inputs] ]

        let region bits reason =
            let gates = split bits
            let form = (Cover.forms teacher gates.Head layer)[j]

            match reason with
            | NoSlope when not (Rationals.isZero (slope form)) -> Error "z* is not constant on a region."
            | NoSlope -> Ok()
            | NoZero outcome -> Polytope.checkEmptyWithin (walls gates) (zeros form) polytope outcome
            | NotActive _ when networks.Length < 2 -> Error "A leaky student is active everywhere."
            | NotActive outcome ->
                let z = (Cover.forms student gates.[1] layer)[k]

                let active =
                    Polytope.cut (Rationals.negate (slope z)) z[polytope.Dimension] polytope

                Polytope.checkEmptyWithin (walls gates) (zeros form) active outcome

        let bitCount =
            networks
            |> List.sumBy (fun network -> List.sumBy network.Width [ 1 .. network.Depth - 1 ])

        if certificate.Regions.Length <> certificate.Cover.Regions.Length then
            Error "There is not one reason for every region."
        elif certificate.Cover.Regions |> Array.exists (fun bits -> bits.Length <> bitCount) then
            Error "A region has another number of gates."
        else
            (Cover.check polytope networks certificate.Cover,
             Seq.zip certificate.Cover.Regions certificate.Regions)
            ||> Seq.fold (fun result (bits, reason) -> result |> Result.bind (fun () -> region bits reason))
