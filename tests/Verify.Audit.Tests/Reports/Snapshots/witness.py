# T.claim/twin: it fails
import torch
M = lambda rows: torch.tensor(rows, dtype=torch.float64)
teacher = 0.25, M([[1, 0], [-2, 0.75], [-0.5, 1]]), M([[1], [-1], [0]])  # leak, W_1, W_2, ..; the last row of each W is the bias
x = 2 * (2 * torch.rand(10000, 2, generator=torch.manual_seed(0), dtype=torch.float64) - 1)
def run(leak, w, *upper):  # pre-activations of layer 1, and the output
    z = first = (x @ w[:-1] + w[-1]).requires_grad_()
    for w in upper:
        z = torch.where(z >= 0, z, leak * z) @ w[:-1] + w[-1]
    return first, z
for name, net in [("student", (0, M([[float.fromhex('0x1.999999999999ap-4')], [float.fromhex('-0x1.5555555555555p-2')], [-0.0]]), M([[3], [1]])))]:
    (first, f), target = run(*net), run(*teacher)[1].detach()
    (g,) = torch.autograd.grad(((target - f) ** 2).sum() / 2, first)
    print(name, "largest |f* - f|:", (target - f).abs().max().item(), "largest |g_1|:", g.abs().max().item())
    planes = [(w / w[:-1].norm(dim=0)).T.tolist() for w in (teacher[1], net[1])]
    print("w/|w| and b/|w| of every node of layer 1: teacher", planes[0], name, planes[1])
