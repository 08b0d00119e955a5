// A small, shrinkable description of a case of F.paper: the sizes, eps, how the data lie and what kind of student is tried.
// It holds no numbers: PaperCases.fs makes them.
namespace Verify.Claims.Generators

open System

/// How the samples lie.
type PaperData =
    /// Uniform in the cube.
    | Everywhere
    /// Half of them on the first teacher's boundary, the rest at a distance of at least 1/2 from it.
    | Gapped
    /// One sample on the boundary, the rest at such a distance.
    | Lonely
    /// As Gapped, but those on the boundary all in one place of it.
    | Heaped

/// The students that are tried.
type PaperAttack =
    /// Copies of the teachers and an idle node, moved along a random direction as far as the threshold allows.
    | Perturbed
    /// The first teacher's exact mirror image (-w~, -b), with a node that carries the affine rest; copies of the others.
    | Mirrored
    /// Pairs that straddle the first teacher's hyperplane, as far tilted as the threshold allows; copies of the others.
    | Straddling
    /// Four parallel nodes whose sum agrees with the first teacher on and far from its boundary.
    | Ramp
    /// Trained from around the copies and polished by Levenberg-Marquardt.
    | Fitted

type PaperSpec =
    {
        Inputs: int
        /// m
        Teachers: int
        /// Pairs of Straddling, idle nodes else; at least 1
        Extra: int
        /// eps = 2^-Halvings
        Halvings: int
        Augmentation: Augmentation
        /// N
        Samples: int
        Data: PaperData
        Attack: PaperAttack
        Seed: uint64
    }

    /// n
    member spec.Students =
        match spec.Attack with
        | Perturbed
        | Fitted -> spec.Teachers + spec.Extra
        | Mirrored -> spec.Teachers + 1
        | Straddling -> spec.Teachers - 1 + 2 * spec.Extra
        | Ramp -> spec.Teachers + 3

    member spec.Setting =
        { Epsilon = Math.ScaleB(1.0, -spec.Halvings)
          Inputs = spec.Inputs
          Nodes = spec.Teachers + spec.Students
          Augmentation = spec.Augmentation }

module PaperSpec =
    let private modes = [ Aware, "aware"; Agnostic, "agnostic" ]

    let private data =
        [ Everywhere, "everywhere"
          Gapped, "gapped"
          Lonely, "lonely"
          Heaped, "heaped" ]

    let private attacks =
        [ Perturbed, "perturbed"
          Mirrored, "mirrored"
          Straddling, "straddling"
          Ramp, "ramp"
          Fitted, "fitted" ]

    let private names =
        [ "d"; "teachers"; "extra"; "halvings"; "mode"; "N"; "data"; "student"; "seed" ]

    /// "d=2,teachers=1,extra=1,halvings=3,mode=aware,N=800,data=everywhere,student=straddling,seed=5".
    let toText (spec: PaperSpec) =
        SpecText.ofParts
            [ "d", string spec.Inputs
              "teachers", string spec.Teachers
              "extra", string spec.Extra
              "halvings", string spec.Halvings
              "mode", SpecText.nameOf modes spec.Augmentation
              "N", string spec.Samples
              "data", SpecText.nameOf data spec.Data
              "student", SpecText.nameOf attacks spec.Attack
              "seed", string spec.Seed ]

    /// Reads what toText writes; the error is one clause that names the part.
    let parse =
        SpecText.parse (fun text ->
            let reader = SpecReader(names, text)

            { Inputs = reader.Number("d", 1, 8)
              Teachers = reader.Number("teachers", 1, 8)
              Extra = reader.Number("extra", 1, 8)
              Halvings = reader.Number("halvings", 1, 12)
              Augmentation = reader.OneOf("mode", modes)
              Samples = reader.Number("N", 1, 65536)
              Data = reader.OneOf("data", data)
              Attack = reader.OneOf("student", attacks)
              Seed = reader.Seed "seed" })

    let labels (spec: PaperSpec) =
        [ "student", SpecText.nameOf attacks spec.Attack
          "mode", SpecText.nameOf modes spec.Augmentation
          "inputs", string spec.Inputs
          "K", string spec.Setting.Nodes
          "1/eps", string (1 <<< spec.Halvings) ]

    /// Simpler specs, simplest first.
    let shrink (spec: PaperSpec) =
        seq {
            for samples in SpecText.smaller 1 spec.Samples do
                { spec with Samples = samples }

            for teachers in SpecText.smaller 1 spec.Teachers do
                { spec with Teachers = teachers }

            for extra in SpecText.smaller 1 spec.Extra do
                { spec with Extra = extra }

            for inputs in SpecText.smaller 1 spec.Inputs do
                { spec with Inputs = inputs }

            for halvings in SpecText.smaller 1 spec.Halvings do
                { spec with Halvings = halvings }

            if spec.Seed > 15UL then
                for seed in 0UL .. 15UL do
                    { spec with Seed = seed }
        }
