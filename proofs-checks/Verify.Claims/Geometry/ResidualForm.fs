// The residual f* - f of a pair of two-layer networks in the one form that piecewise linear functions of this kind have.
// It decides nothing; ZeroGradient does.
//
// Derivation. Let h be the function of a canonical hyperplane H and z = rho h the pre-activation of a node on H, of
// either orientation. For rho > 0, sigma(rho h) is rho h where h > 0 and c rho h where h < 0. For rho < 0 the node is
// active where h < 0: sigma(rho h) is c rho h where h > 0 and rho h where h < 0. Either way the slope along h jumps by
// (1-c) |rho| when h becomes positive, so
//   sigma(rho h) = (1-c) |rho| max(0, h) + m h,   m = c rho for rho > 0 and m = rho for rho < 0.
// Summing over the nodes, teacher's with their fan-outs and student's with the fan-outs negated, gives
//   f*(x) - f(x) = M [x; 1] + sum over H of J_H max(0, h_H(x)),
//   J_H = (1-c*) sum over teachers i on H of |rho_i| v*_i - (1-c) sum over students i on H of |rho_i| v_i.
// The planes differ, so the functions max(0, h_H) and the affine ones are linearly independent on any open set that
// meets all the planes. With |rho_i| = ||w~_i|| / ||Normal_H|| and c* = c, v_k . J_H = 0 is Z.kink's balance
// sum of alpha_ki ||w~*_i|| = sum of beta_ki ||w~_i||; the leaks of the two networks may differ here.
namespace Verify.Claims.Geometry

open Verify.Algebra

/// A hyperplane that carries nodes of the first layer.
type Crease =
    {
        Hyperplane: Hyperplane
        /// The teacher's nodes on it, each with its factor rho.
        Teachers: (int * Rational) list
        /// The student's nodes on it, each with its factor rho.
        Students: (int * Rational) list
        /// J_H, of C entries: by how much the slope of f* - f along Normal . x + Offset jumps.
        Kink: Rational[]
    }

/// f* - f = Affine [x; 1] + sum of Kink max(0, h) over the creases, for L = 2.
type ResidualForm =
    {
        /// C rows of d + 1 coefficients, the constant last.
        Affine: Rational[][]
        /// One for every hyperplane of a node of either network, in order of first occurrence, teachers first.
        Creases: Crease list
    }

module ResidualForm =
    /// What the hidden nodes of one network contribute: per node its hyperplane with rho, its kink and the rest.
    let private contributions (sign: Rational) (network: ExactNetwork) =
        let sigma z = ExactNetwork.gate network z * z

        [ for i in 0 .. network.Width 1 - 1 do
              let weighted factor =
                  Rationals.scale (sign * factor) (ExactNetwork.fanOut network i)

              match ExactNetwork.hyperplane network i with
              | None ->
                  let _, offset = ExactNetwork.node network i
                  let constant = Array.append (Rationals.zeros network.Inputs) [| Rational.one |]
                  None, constant, weighted (sigma offset)
              | Some(plane, rho) ->
                  let below = if Rational.sign rho > 0 then network.Leak * rho else rho
                  let kink = weighted ((Rational.one - network.Leak) * Rational.abs rho)
                  Some(i, plane, rho, kink), Array.append plane.Normal [| plane.Offset |], weighted below ]

    /// Raises ArgumentException unless the networks match and have two layers.
    let ofPair (teacher: ExactNetwork) (student: ExactNetwork) =
        ExactNetwork.requirePair teacher student

        if teacher.Depth <> 2 then
            invalidArg (nameof teacher) "The residual has this form for two layers."

        let mine = contributions (Rational.neg Rational.one) student
        let theirs = contributions Rational.one teacher

        let bias =
            Array.map2
                (-)
                (ExactNetwork.fanOut teacher (teacher.Width 1))
                (ExactNetwork.fanOut student (student.Width 1))

        let onPlanes list =
            list |> List.choose (fun (node, _, _) -> node)

        let planes =
            onPlanes theirs @ onPlanes mine
            |> List.map (fun (_, plane, _, _) -> plane)
            |> List.distinct

        let crease plane =
            let on list : (int * Hyperplane * Rational * Rational[]) list =
                onPlanes list |> List.filter (fun (_, other, _, _) -> other = plane)

            let nodes list =
                on list |> List.map (fun (i, _, rho, _) -> i, rho)

            { Hyperplane = plane
              Teachers = nodes theirs
              Students = nodes mine
              Kink =
                (Rationals.zeros teacher.Outputs, on theirs @ on mine)
                ||> List.fold (fun sum (_, _, _, kink) -> Array.map2 (+) sum kink) }

        let affine (c: int) =
            let constant =
                Array.init (teacher.Inputs + 1) (fun i ->
                    if i = teacher.Inputs then bias[c] else Rational.zero)

            (constant, theirs @ mine)
            ||> List.fold (fun sum (_, form, fanOut) -> Rationals.addScaled sum fanOut[c] form)

        { Affine = Array.init teacher.Outputs affine
          Creases = List.map crease planes }

    /// f*(x) - f(x).
    let value (x: Rational[]) (form: ResidualForm) =
        let affine = form.Affine |> Array.map (Rationals.valueAt x)

        (affine, form.Creases)
        ||> List.fold (fun sum crease ->
            Rationals.addScaled sum (max Rational.zero (Hyperplane.value x crease.Hyperplane)) crease.Kink)
