// Configurations of runs by their keys: another seed, and the text that runs of one experiment share. It runs nothing.
namespace Verify.Claims.Training

open Verify.Core.Training

module RunKeyValues =
    let private assignments keep (configuration: RunConfiguration) =
        [ for key in RunKeys.All do
              if keep key.Name then
                  $"{key.Name}={key.Read.Invoke configuration}" ]

    /// The configuration with another seed.
    let withSeed (seed: uint64) (configuration: RunConfiguration) =
        RunConfiguration.Parse($"seed={seed}" :: assignments ((<>) "seed") configuration)

    /// What experiments vary from run to run.
    let private varied = set [ "seed"; "multi"; "teacher_strength_decay" ]

    /// The other keys that are not at their defaults, in one line.
    let setting (configuration: RunConfiguration) =
        [ for key in RunKeys.All do
              let value = key.Read.Invoke configuration

              if not (varied.Contains key.Name) && value <> key.Default then
                  $"{key.Name}={value}" ]
        |> String.concat " "
