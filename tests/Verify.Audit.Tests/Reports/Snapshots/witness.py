# T.claim/twin: it fails
import torch

def matrix(rows):
    return torch.tensor(rows, dtype=torch.float64)

networks = {  # leak and W_1, W_2, ..; the last row of each is the bias
    "teacher": (0.25, [
        matrix([[1, 0], [-2, 0.75], [-0.5, 1]]),
        matrix([[1], [-1], [0]]),
    ]),
    "student": (0, [
        matrix([[float.fromhex('0x1.999999999999ap-4')], [float.fromhex('-0x1.5555555555555p-2')], [-0.0]]),
        matrix([[3], [1]]),
    ]),
}
torch.manual_seed(0)
x = 2 * (2 * torch.rand(10000, 2, dtype=torch.float64) - 1)

def forward(leak, weights):  # pre-activations of layer 1, and the output
    one = torch.ones(len(x), 1, dtype=torch.float64)
    z = first = (torch.cat([x, one], 1) @ weights[0]).requires_grad_()
    for w in weights[1:]:
        z = torch.cat([torch.where(z >= 0, z, leak * z), one], 1) @ w
    return first, z

target = forward(*networks["teacher"])[1].detach()
print("teacher: f* =", target)
for name, (leak, weights) in networks.items():
    if name != "teacher":
        first, f = forward(leak, weights)
        (0.5 * (target - f) ** 2).sum().backward()
        print(f"{name}: f =", f.detach())
        print(f"{name}: largest |f* - f| =", (target - f).abs().max().item())
        print(f"{name}: largest |gradient| at layer 1 =", first.grad.abs().max().item())
    w = weights[0]
    print(f"{name}: nodes of layer 1, w/|w| and b/|w|:\n", (w / w[:-1].norm(dim=0)).T)
