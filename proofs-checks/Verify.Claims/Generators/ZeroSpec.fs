// A small, shrinkable description of a teacher, a student and the box R0 = (-r, r)^d: which kinds of nodes the student
// consists of, so that its gradient is zero without its being the teacher (theory.md, section 3). It holds no weights:
// ZeroStudents.fs makes them.
namespace Verify.Claims.Generators

/// What is special about the teacher.
type TeacherKind =
    /// Boundaries inside the box, in general position.
    | Plain
    /// The second node is a multiple of the first, of either orientation.
    | Coplanar
    /// As Coplanar, and together they are affine, so that no student represents them.
    | Annulled
    /// The second node's plane is parallel to the first one's and their fan-outs are opposite.
    | Parallel
    /// The last node's boundary does not meet the box, and no student represents it.
    | Hidden
    /// Leak 0: the last node is active only where no other node is, and no student represents it.
    | Unseen
    /// The last node has fan-out zero, and no student represents it.
    | Mute
    /// Three layers: the second one is active on the whole box, and the student makes the teacher's lowest nodes in its
    /// own second layer, from nodes that are active on the whole box.
    | Lifted

/// The orientation of a teacher's copies among the students.
type Orientation =
    | Same
    /// Drawn for each copy.
    | Mixed
    /// Every copy is opposite.
    | Opposite

/// The outputs that the student matches; all its fan-outs lie in the span.
type OutputSpan =
    | AllOutputs
    /// The first output, or the first two of three or more.
    | FirstOutputs
    /// The span of e_1 + e_2 (needs two outputs).
    | Diagonal

/// What is done to the finished student.
type Change =
    | Exact
    /// One weight is moved by 2^-1 .. 2^-8.
    | Nudged
    /// The copies of the first teacher are left out.
    | Dropped
    /// The student's nodes are drawn like a teacher's.
    | Unrelated
    /// The students' fan-outs leave the span, the copies' sums stay within: some gradients are zero and others not.
    | Strayed

type ZeroSpec =
    {
        /// d
        Inputs: int
        /// m_1 .. m_{L-1}
        Teacher: int list
        /// C
        Outputs: int
        /// c, of both networks
        Leak: float
        /// r
        Radius: int
        /// Copies of every teacher
        Copies: int
        Orientation: Orientation
        /// Students without fan-out
        Idle: int
        /// Sets of co-planar students that cancel, away from the teachers
        Cancelling: int
        Span: OutputSpan
        Kind: TeacherKind
        Change: Change
        Seed: uint64
    }

    /// L
    member spec.Depth = spec.Teacher.Length + 1

module ZeroSpec =
    let private kinds =
        [ Plain, "plain"
          Coplanar, "coplanar"
          Annulled, "annulled"
          Parallel, "parallel"
          Hidden, "hidden"
          Unseen, "unseen"
          Mute, "mute"
          Lifted, "lifted" ]

    let private orientations = [ Same, "same"; Mixed, "mixed"; Opposite, "opposite" ]

    let private spans =
        [ AllOutputs, "all"; FirstOutputs, "first"; Diagonal, "diagonal" ]

    let private changes =
        [ Exact, "none"
          Nudged, "nudged"
          Dropped, "dropped"
          Unrelated, "unrelated"
          Strayed, "strayed" ]

    /// "d=2,t=3,C=2,c=0.5,r=2,copies=2,turn=mixed,idle=1,cancel=0,span=all,kind=plain,change=none,seed=17".
    let toText (spec: ZeroSpec) =
        SpecText.ofParts
            [ "d", string spec.Inputs
              "t", SpecText.widths spec.Teacher
              "C", string spec.Outputs
              "c", SpecText.number spec.Leak
              "r", string spec.Radius
              "copies", string spec.Copies
              "turn", SpecText.nameOf orientations spec.Orientation
              "idle", string spec.Idle
              "cancel", string spec.Cancelling
              "span", SpecText.nameOf spans spec.Span
              "kind", SpecText.nameOf kinds spec.Kind
              "change", SpecText.nameOf changes spec.Change
              "seed", string spec.Seed ]

    let private names =
        [ "d"
          "t"
          "C"
          "c"
          "r"
          "copies"
          "turn"
          "idle"
          "cancel"
          "span"
          "kind"
          "change"
          "seed" ]

    let private read text =
        let reader = SpecReader(names, text)

        { Inputs = reader.Number("d", 1, 8)
          Teacher = reader.Widths("t", 16)
          Outputs = reader.Number("C", 1, 16)
          Leak = reader.Leak "c"
          Radius = reader.Number("r", 1, 1024)
          Copies = reader.Number("copies", 1, 8)
          Orientation = reader.OneOf("turn", orientations)
          Idle = reader.Number("idle", 0, 16)
          Cancelling = reader.Number("cancel", 0, 8)
          Span = reader.OneOf("span", spans)
          Kind = reader.OneOf("kind", kinds)
          Change = reader.OneOf("change", changes)
          Seed = reader.Seed "seed" }

    /// Reads what toText writes; the error is one clause that names the part.
    let parse text = SpecText.parse read text

    /// What the student consists of, and the networks: the distribution that reports show.
    let labels (spec: ZeroSpec) =
        [ "depth", string spec.Depth
          "inputs", string spec.Inputs
          "leak", SpecText.number spec.Leak
          "copies", string spec.Copies
          "orientation", SpecText.nameOf orientations spec.Orientation
          "idle", string spec.Idle
          "cancelling", string spec.Cancelling
          "span", SpecText.nameOf spans spec.Span
          "teacher", SpecText.nameOf kinds spec.Kind
          "change", SpecText.nameOf changes spec.Change ]

    /// Simpler specs, simplest first: fewer nodes, inputs and outputs, then plainer kinds, then small seeds.
    let shrink (spec: ZeroSpec) : ZeroSpec seq =
        seq {
            let smaller = SpecText.smaller

            for inputs in smaller 1 spec.Inputs do
                { spec with Inputs = inputs }

            for i in 0 .. spec.Teacher.Length - 1 do
                for width in smaller 1 spec.Teacher[i] do
                    { spec with
                        Teacher = List.updateAt i width spec.Teacher }

            for outputs in smaller 1 spec.Outputs do
                { spec with Outputs = outputs }

            for copies in smaller 1 spec.Copies do
                { spec with Copies = copies }

            for idle in smaller 0 spec.Idle do
                { spec with Idle = idle }

            for cancelling in smaller 0 spec.Cancelling do
                { spec with Cancelling = cancelling }

            if spec.Leak <> 0.0 then
                { spec with Leak = 0.0 }

            if spec.Orientation <> Same then
                { spec with Orientation = Same }

            if spec.Orientation = Mixed then
                { spec with Orientation = Opposite }

            if spec.Span <> AllOutputs then
                { spec with Span = AllOutputs }

            if spec.Kind <> Plain then
                { spec with Kind = Plain }

            if spec.Change <> Exact then
                { spec with Change = Exact }

            for radius in smaller 1 spec.Radius do
                { spec with Radius = radius }

            if spec.Seed > 63UL then
                for seed in 0UL .. 63UL do
                    { spec with Seed = seed }
        }
