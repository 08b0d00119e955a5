// From a spec to its case: draws teacher, student and inputs from the spec's seed and relates the two networks.
// Nothing here is random beyond the seed.
namespace Verify.Claims.Generators

open System
open Verify.Core.Data
open Verify.Core.Networks
open Verify.Core.Numerics

module Materialise =
    /// A student can be drawn like any network but not "separated": that is how the experiments draw teachers.
    let private studentWeights weights =
        match weights with
        | WeightDistribution.Separated -> WeightDistribution.Gaussian
        | other -> other

    let private entry (shape: NetworkShape) layer row column =
        shape.WeightOffset layer + row * shape.Width layer + column

    let private withEntries (network: Network) changes =
        let weights = network.AllWeights.ToArray()

        for layer, row, column, value in changes do
            weights[entry network.Shape layer row column] <- value

        network.WithWeights(ReadOnlySpan<float> weights)

    /// Student node 0 = teacher node 0, student node 1 = its negative, in layer 1.
    let private copyNodes (teacher: Network) (student: Network) =
        let shape = student.Shape

        withEntries
            student
            [ for row in 0 .. shape.Inputs do
                  let weight = teacher.Weights(1)[row, 0]
                  1, row, 0, weight

                  if shape.Width 1 > 1 then
                      1, row, 1, -weight ]

    /// The teacher's weights in the first nodes of every layer; further nodes keep their incoming weights and feed
    /// neither the teacher's nodes nor the outputs.
    let private embed (teacher: Network) (student: Network) =
        let t, s = teacher.Shape, student.Shape

        if Seq.exists2 (<) s.Widths t.Widths then
            raise (ArgumentException $"A {s} student is too narrow to contain a {t} teacher.")

        withEntries
            student
            [ for layer in 1 .. s.Depth do
                  for row in 0 .. s.Width(layer - 1) do
                      for column in 0 .. t.Width layer - 1 do
                          let bias = row = s.Width(layer - 1)

                          let value =
                              if bias then
                                  teacher.Weights(layer)[t.Width(layer - 1), column]
                              elif row < t.Width(layer - 1) then
                                  teacher.Weights(layer)[row, column]
                              else
                                  0.0

                          layer, row, column, value ]

    /// Every weight changed by a relative 2^-10 or so.
    let private perturb (random: CounterRandom) (network: Network) =
        let moved =
            network.AllWeights.ToArray()
            |> Array.map (fun w ->
                Math.FusedMultiplyAdd(Math.ScaleB(random.NextGaussian(), -10), 1.0 + abs w, w))

        network.WithWeights(ReadOnlySpan<float> moved)

    /// A bias so low that the layer-1 node is inactive on every sample.
    let private silence (inputs: float[]) node (network: Network) =
        let d = network.Shape.Inputs

        let reach =
            Seq.max
                [ for start in 0..d .. inputs.Length - d ->
                      Seq.sum [ for u in 0 .. d - 1 -> abs (inputs[start + u] * network.Weights(1)[u, node]) ] ]

        withEntries network [ 1, d, node, -1.0 - 2.0 * reach ]

    /// The case of a spec. ArgumentException when there is none: more separated nodes than directions, or a student that
    /// should contain its teacher and is narrower.
    let case (spec: CaseSpec) : Case =
        if
            (spec.Relation = Embed || spec.Relation = Near)
            && not (List.forall2 (<=) spec.Teacher spec.Student)
        then
            raise (ArgumentException "A student that contains the teacher is nowhere narrower than it.")

        let stream = CounterRandom spec.Seed
        let teacherShape = NetworkShape(ReadOnlySpan<int>(spec.TeacherWidths))
        let studentShape = NetworkShape(ReadOnlySpan<int>(spec.StudentWidths))

        let drawnTeacher =
            RandomNetwork.Create(teacherShape, spec.Leak, spec.Weights, stream.Substream 0UL)

        let drawnStudent =
            RandomNetwork.Create(studentShape, spec.Leak, studentWeights spec.Weights, stream.Substream 1UL)

        let inputs =
            RandomDataset.Create(spec.Data, spec.Samples, spec.Inputs, stream.Substream 2UL)

        let teacher, student =
            match spec.Relation with
            | Independent -> drawnTeacher, drawnStudent
            | Copy -> drawnTeacher, copyNodes drawnTeacher drawnStudent
            | Embed -> drawnTeacher, embed drawnTeacher drawnStudent
            | Near -> drawnTeacher, embed drawnTeacher drawnStudent |> perturb (stream.Substream 3UL)
            | Dead -> silence inputs 0 drawnTeacher, silence inputs (studentShape.Width 1 - 1) drawnStudent

        { Spec = spec
          Pair = NetworkPair(teacher, student)
          Inputs = inputs }

    /// As case, with None for a spec that has no case.
    let tryCase (spec: CaseSpec) =
        try
            Some(case spec)
        with :? ArgumentException ->
            None
