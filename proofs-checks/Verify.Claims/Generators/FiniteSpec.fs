// A small, shrinkable description of a finite-sample case: the networks of a zero spec, how the student was brought to a
// small gradient, and a dataset that lies around the teachers' boundaries. It holds no numbers: FiniteData.fs,
// FiniteStudents.fs and FiniteCases.fs make them.
namespace Verify.Claims.Generators

/// Where the student comes from.
type StudentSource =
    /// As ZeroStudents makes it: exactly zero gradient in the box, or a near miss by the networks' own change.
    | Built
    /// Built, then every weight moved along a random direction, as far as the gradient stays below the threshold.
    | Moved
    /// Built, then only one node moved so, its fan-out included.
    | MovedNode
    /// A short training run from weights around the built ones, polished by Levenberg-Marquardt until the gradient is
    /// below the threshold, or not.
    | Trained
    /// The same from random weights.
    | TrainedAfresh
    /// Two layers: built, with one node more that makes teacher 0's slopes without its kink, so that what is left of the
    /// teacher is (1-c)/2 (|h| - q) v*_0; q evens it out over D'.
    | Flattened
    /// As Flattened, with q evening it out over D alone.
    | Smoothed
    /// Two layers and inputs: built, then every copy of teacher 0 is turned by 60 degrees about the middle of the teacher's
    /// samples, and scaled so that nothing changes across the teacher's boundary there.
    | Pivoted

/// How the samples lie along a teacher's boundary.
type DataShape =
    /// Uniform in the box, moved onto the boundary.
    | Even
    /// Gaussian around the centre, moved onto the boundary.
    | Bell
    /// In four clusters.
    | Clusters
    /// Around one point (d = 2) or line (d = 3) of the boundary: no spread across it.
    | Flat

/// Which neighbours a sample has in D'.
type Augmentation =
    /// x +- s w~*_j
    | Aware
    /// x +- s e_u, u = 1..d
    | Agnostic

type FiniteSpec =
    {
        Networks: ZeroSpec
        /// Both networks and the data are turned by a random orthogonal matrix.
        Turned: bool
        Source: StudentSource
        Shape: DataShape
        /// Samples around each teacher's boundary
        Near: int
        /// Samples anywhere in the box
        Far: int
        /// s = r 2^-Halvings
        Halvings: int
        /// delta = s Band / 16
        Band: int
        Augmentation: Augmentation
        Seed: uint64
    }

    /// s
    member spec.Step = System.Math.ScaleB(float spec.Networks.Radius, -spec.Halvings)

    /// delta
    member spec.Delta = spec.Step * float spec.Band / 16.0

module FiniteSpec =
    let private flags = [ false, "no"; true, "yes" ]

    let private sources =
        [ Built, "built"
          Moved, "moved"
          MovedNode, "moved-node"
          Trained, "trained"
          TrainedAfresh, "trained-afresh"
          Flattened, "flattened"
          Smoothed, "smoothed"
          Pivoted, "pivoted" ]

    let private shapes =
        [ Even, "even"; Bell, "bell"; Clusters, "clusters"; Flat, "flat" ]

    let private augmentations = [ Aware, "aware"; Agnostic, "agnostic" ]

    let private own spec =
        SpecText.ofParts
            [ "turned", SpecText.nameOf flags spec.Turned
              "source", SpecText.nameOf sources spec.Source
              "data", SpecText.nameOf shapes spec.Shape
              "near", string spec.Near
              "far", string spec.Far
              "halvings", string spec.Halvings
              "band", string spec.Band
              "mode", SpecText.nameOf augmentations spec.Augmentation
              "draw", string spec.Seed ]

    let private names =
        [ "turned"
          "source"
          "data"
          "near"
          "far"
          "halvings"
          "band"
          "mode"
          "draw" ]

    /// "d=2,..,seed=17,turned=no,source=moved,data=even,near=120,far=20,halvings=6,band=4,mode=aware,draw=5".
    let toText spec =
        $"{ZeroSpec.toText spec.Networks},{own spec}"

    /// Reads what toText writes; the error is one clause that names the part.
    let parse =
        SpecText.parseAfter ZeroSpec.parse names (fun networks reader ->
            { Networks = networks
              Turned = reader.OneOf("turned", flags)
              Source = reader.OneOf("source", sources)
              Shape = reader.OneOf("data", shapes)
              Near = reader.Number("near", 0, 4096)
              Far = reader.Number("far", 0, 4096)
              Halvings = reader.Number("halvings", 0, 10)
              Band = reader.Number("band", 0, 32)
              Augmentation = reader.OneOf("mode", augmentations)
              Seed = reader.Seed "draw" })

    /// The source of the student first: its share is what says that small gradients come from several places.
    let labels spec =
        [ "source", SpecText.nameOf sources spec.Source
          "data", SpecText.nameOf shapes spec.Shape
          "augmentation", SpecText.nameOf augmentations spec.Augmentation
          "inputs", string spec.Networks.Inputs
          "teachers", string spec.Networks.Teacher.Head
          "depth", string spec.Networks.Depth
          "leak", SpecText.number spec.Networks.Leak
          "halvings", string spec.Halvings
          "turned", SpecText.nameOf flags spec.Turned ]

    /// Simpler specs, simplest first: fewer samples, then simpler networks, then plainer students and data.
    let shrink (spec: FiniteSpec) : FiniteSpec seq =
        seq {
            for near in SpecText.smaller 1 spec.Near do
                { spec with Near = near }

            for far in SpecText.smaller 0 spec.Far do
                { spec with Far = far }

            for networks in ZeroSpec.shrink { spec.Networks with Seed = 0UL } do
                { spec with
                    Networks =
                        { networks with
                            Seed = spec.Networks.Seed } }

            if spec.Turned then
                { spec with Turned = false }

            if spec.Source <> Built then
                { spec with Source = Built }

            if spec.Shape <> Even then
                { spec with Shape = Even }

            if spec.Augmentation <> Aware then
                { spec with Augmentation = Aware }

            for halvings in SpecText.smaller 4 spec.Halvings do
                { spec with Halvings = halvings }

            if spec.Networks.Seed > 7UL then
                for seed in 0UL .. 7UL do
                    { spec with
                        Networks = { spec.Networks with Seed = seed } }

            if spec.Seed > 7UL then
                for seed in 0UL .. 7UL do
                    { spec with Seed = seed }
        }
