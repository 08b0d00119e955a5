// The right-hand side of Lemma 1 and its falsified variants, for one sample over any ring.
// Variants are here so that every check can be shown to tell them from the rule.
namespace Verify.Claims.Oracle

/// What stands on the right of g_l = .. .
type MixtureRule =
    /// D_l [A_l f*_l - B_l f_l]
    | Lemma
    /// D_l [A_l f*_l + B_l f_l]
    | SignOfB
    /// V and V* built without the gates of the layers above
    | UngatedRecursion
    /// A_l with V and V* exchanged, V*_l^T V_l (needs equal widths)
    | ExchangedA
    /// the gate applied before the mixture, A_l D*_l f*_l - B_l D_l f_l
    | GateFirst
    /// no gate at all, A_l f*_l - B_l f_l
    | Ungated
    /// the constant coordinate left out of both sums
    | ConstantDropped
    /// the teacher's fan-out gated by the student (needs equal widths)
    | StudentGatesTeacher

module MixtureRule =
    /// Whether the rule needs teacher and student of equal widths to be an equation at all: residuals raises
    /// ArgumentException for others.
    let needsEqualWidths rule =
        match rule with
        | ExchangedA
        | StudentGatesTeacher -> true
        | Lemma
        | SignOfB
        | UngatedRecursion
        | GateFirst
        | Ungated
        | ConstantDropped -> false

    /// g_l - the rule's right-hand side for l = 1..L (index l), over the n_l real coordinates.
    let residuals (ring: Ring<'T>) rule (teacher: RingNetwork<'T>) (student: RingNetwork<'T>) (x: 'T[]) =
        let t = Definitions.evaluate ring teacher x
        let s = Definitions.evaluate ring student x
        let depth = student.Depth
        let g = Definitions.gradients ring student t.F.[depth] s
        let ones (d: 'T[]) = d |> Array.map (fun _ -> ring.One)

        let gates (evaluation: Evaluation<'T>) l =
            if rule = UngatedRecursion then
                ones evaluation.D.[l]
            else
                evaluation.D[l]

        let v = Definitions.fanOuts ring student (gates s)

        let vTeacher =
            Definitions.fanOuts ring teacher (gates (if rule = StudentGatesTeacher then s else t))

        let withoutConstant (f: 'T[]) =
            Array.append f[.. f.Length - 2] [| ring.Zero |]

        let times l (evaluation: Evaluation<'T>) values =
            if l = depth then
                values
            else
                Array.map2 ring.Multiply evaluation.D.[l] values

        let mixture l =
            let a =
                if rule = ExchangedA then
                    Definitions.transposedProduct ring vTeacher.[l] v.[l]
                else
                    Definitions.transposedProduct ring v.[l] vTeacher.[l]

            let b = Definitions.transposedProduct ring v.[l] v.[l]

            let operand (evaluation: Evaluation<'T>) =
                let f = evaluation.F[l]

                match rule with
                | GateFirst -> times l evaluation f
                | ConstantDropped when l < depth -> withoutConstant f
                | _ -> f

            let left = Definitions.apply ring a (operand t)
            let right = Definitions.apply ring b (operand s)
            let combine = if rule = SignOfB then ring.Add else ring.Subtract
            let difference = Array.map2 combine left right

            match rule with
            | GateFirst
            | Ungated -> difference
            | _ -> times l s difference

        Array.init (depth + 1) (fun l ->
            if l = 0 then
                [||]
            else
                let right = mixture l
                g[l] |> Array.mapi (fun k value -> ring.Subtract value right.[k]))
