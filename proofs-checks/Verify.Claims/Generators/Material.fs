// What a case is made of, by value: networks and tables of numbers under names. It is what a witness file stores, so that
// a case outlives the generator that drew it. It knows no claim and no spec.
namespace Verify.Claims.Generators

open Verify.Core.Networks

/// Rows x Columns numbers, row-major.
type Table =
    { Rows: int
      Columns: int
      Values: float[] }

type Material =
    {
        /// In the order in which they are written: "teacher", "student", ..
        Networks: (string * Network) list
        /// "inputs", ..
        Tables: (string * Table) list
    }

    /// The network of a name; ArgumentException when there is none.
    member material.Network name =
        match List.tryFind (fst >> (=) name) material.Networks with
        | Some(_, network) -> network
        | None -> raise (System.ArgumentException $"it has no '{name}'.")

    /// The table of a name; ArgumentException when there is none.
    member material.Table name =
        match List.tryFind (fst >> (=) name) material.Tables with
        | Some(_, table) -> table
        | None -> raise (System.ArgumentException $"it has no '{name}'.")
