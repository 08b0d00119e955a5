/// What the zero-gradient claims are decided with: against the definitions, and one way of deciding against the other.
module Verify.Proofs.Tests.Zero.ZeroSettingTests

open Xunit
open Verify.Algebra
open Verify.Claims.Generators
open Verify.Claims.Geometry
open Verify.Claims.Oracle
open Verify.Claims.Theorems

let private space =
    { ZeroKink.space with
        Changes = [ Exact; Strayed; Nudged; Dropped; Unrelated ] }

let private settings =
    [ for seed in 1UL .. 150UL -> ZeroSetting.ofCase (ZeroStudents.case (ZeroCases.draw space seed)) ]

[<Fact>]
let ``kink balance and activation regions decide zero gradients alike`` () =
    let answers =
        [ for setting in settings do
              for k in setting.Students do
                  Assert.Equal(setting.IsZeroByRegions k, setting.IsZero k)
                  setting.IsZero k ]

    let zeros = answers |> List.filter id |> List.length
    Assert.True(zeros > 100 && answers.Length - zeros > 100, $"{zeros} of {answers.Length}")

[<Fact>]
let ``alpha and beta are the entries of A_1 and B_1`` () =
    let ring = Ring.dyadic

    for setting in settings do
        let case = setting.Case
        let teacher = Definitions.ofNetwork ring case.Pair.Teacher
        let student = Definitions.ofNetwork ring case.Pair.Student
        let noGates _ = [||]
        let v = (Definitions.fanOuts ring student noGates)[1]
        let vTeacher = (Definitions.fanOuts ring teacher noGates)[1]
        let a = Definitions.transposedProduct ring v vTeacher
        let b = Definitions.transposedProduct ring v v

        for k in setting.Students do
            for j in setting.Teachers do
                Assert.Equal(Rational.ofDyadic a.[k].[j], setting.Alpha k j)

            for i in setting.Students do
                Assert.Equal(Rational.ofDyadic b.[k].[i], setting.Beta k i)

[<Fact>]
let ``the gradient on a region is the gradient at its point`` () =
    for setting in List.take 60 settings do
        for region in setting.Regions do
            let g = ExactNetwork.gradient setting.Teacher setting.Student region.Inner

            for k in setting.Students do
                Assert.Equal(g[k], Rationals.valueAt region.Inner (setting.GradientOn region k))

[<Fact>]
let ``every teacher with a boundary has its crease`` () =
    for setting in settings do
        for j in setting.Teachers do
            let crease = (setting.CreaseOf j).Value
            let direction, offset = ExactNetwork.node setting.Teacher j
            Assert.Equal(Some crease.Hyperplane, Hyperplane.ofAffine direction offset |> Option.map fst)

[<Fact>]
let ``rank counts independent vectors`` () =
    let v = List.map Rational.ofInt >> Array.ofList
    Assert.Equal(0, ZeroSetting.rank 2 [])
    Assert.Equal(0, ZeroSetting.rank 2 [ v [ 0; 0 ] ])
    Assert.Equal(1, ZeroSetting.rank 2 [ v [ 1; 2 ]; v [ -2; -4 ] ])
    Assert.Equal(2, ZeroSetting.rank 2 [ v [ 1; 2 ]; v [ -2; -4 ]; v [ 0; 1 ] ])

[<Fact>]
let ``a description names every node and every student's gradient`` () =
    for setting in List.take 20 settings do
        let text = ZeroSetting.describe setting |> String.concat "\n"

        for k in setting.Students do
            Assert.Contains($"g_1,{k}: ", text)

        for j in setting.Teachers do
            Assert.Contains($"teacher {j}: ", text)
