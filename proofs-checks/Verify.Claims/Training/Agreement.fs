// How far two orders agree: the share of concordant pairs, (1 + tau)/2 for Kendall's tau over the pairs that are tied in
// neither. 1/2 when there is no relation, whatever the ties; reversing one order turns it into one minus itself, so that a
// sign test around 1/2 is an exact permutation test. Statistics only.
namespace Verify.Claims.Training

module Agreement =
    /// Concordant and discordant pairs of items.
    let pairs (order: 'T -> 'T -> int) (other: 'T -> 'T -> int) (items: 'T[]) =
        let mutable concordant = 0
        let mutable discordant = 0

        for i in 0 .. items.Length - 1 do
            for k in i + 1 .. items.Length - 1 do
                match sign (order items[i] items[k]) * sign (other items[i] items[k]) with
                | 1 -> concordant <- concordant + 1
                | -1 -> discordant <- discordant + 1
                | _ -> ()

        concordant, discordant

    /// concordant / (concordant + discordant); NaN without such pairs.
    let share (concordant: int, discordant: int) =
        float concordant / float (concordant + discordant)

    /// Kendall's tau of a share.
    let tau share = 2.0 * share - 1.0
