"""The PyTorch side of the training benchmarks: the forms that the core is compared with, on one thread.

Reads lines "FORM ARGUMENT .." from standard input and answers each with the seconds that one timed run took. The first
line it prints says which PyTorch and which BLAS it runs on: Debian's default BLAS is netlib, 15 to 25 times slower than
OpenBLAS, and beating it proves nothing.
"""

import os
import random
import sys
import time

import torch

torch.set_num_threads(1)
D, C, BATCH, SAMPLES = 100, 50, 16, 10000


def blas_in_use():
    """The BLAS library that is mapped into this process."""
    libraries = set()
    try:
        with open("/proc/self/maps") as maps:
            for line in maps:
                name = line.rsplit("/", 1)[-1].strip()
                if "blas" in name or "mkl" in name:
                    libraries.add(os.path.realpath(line[line.index("/"):].strip()))
    except OSError:
        return "unknown BLAS"
    kinds = [k for k in ("openblas", "mkl", "blis", "atlas") if any(k in name for name in libraries)]
    return kinds[0] if kinds else ("netlib BLAS (no fair peer)" if libraries else "unknown BLAS")


def with_ones(x):
    return torch.cat([x, torch.ones(len(x), 1, dtype=x.dtype)], 1)


class TwoLayer:
    """d = 100, C = 50, batch 16, float64, ReLU."""

    def __init__(self, m, multi):
        torch.manual_seed(1)
        self.m, self.n = m, m * multi
        self.x = torch.randn(SAMPLES, D, dtype=torch.float64) * 1.5
        self.t = torch.randn(SAMPLES, C, dtype=torch.float64)
        self.rate = 1e-6
        self.published = None

    def start(self):
        """A teacher with weights in steps of 0.25 and strengths 1/j, and a student near zero."""
        t1 = torch.randint(-4, 5, (D + 1, self.m)) * 0.25
        t1[:-1] /= t1[:-1].norm(dim=0)
        t2 = torch.randint(-4, 5, (self.m + 1, C)) * 0.25
        t2[:-1] /= torch.arange(1, self.m + 1)[:, None]
        t1[-1] = t2[-1] = -0.1
        w1, w2 = torch.randn(D + 1, self.n) * 0.005, torch.randn(self.n + 1, C) * 0.005
        w1[-1] = w2[-1] = 0
        return [w.double() for w in (t1, t2, w1, w2)]

    @staticmethod
    def forward(x, w1, w2):
        ones = torch.zeros(len(x), 1, dtype=x.dtype).fill_(1.0)
        x = torch.cat([x, ones], 1)
        f = torch.cat([x @ w1, ones], 1)
        closed = f < 0
        f[closed] = 0
        return x, f, closed, f @ w2

    def paper(self, iterations):
        """As published: batches drawn in Python, the teacher evaluated in every iteration, every result a new tensor.

        The training goes on from call to call, so that gates and weights are those of a real one.
        """
        if self.published is None:
            self.published = self.start()
        t1, t2, w1, w2 = self.published
        samples = list(range(SAMPLES))
        start = time.perf_counter()
        for _ in range(iterations):
            x = self.x[random.choices(samples, k=BATCH), :].clone()
            target = self.forward(x, t1, t2)[3]
            x, f, closed, output = self.forward(x, w1, w2)
            residual = target - output
            d2 = f.t() @ residual
            g = residual @ w2.t()
            g[closed] = 0
            d1 = x.t() @ g[:, :-1]
            d1 /= BATCH
            d2 /= BATCH
            w1 += 0.01 * d1
            w2 += 0.01 * d2
        return time.perf_counter() - start

    def best(self, iterations, dtype=torch.float64):
        """In place, biases folded into the products, targets stored, batches drawn beforehand."""
        n, rate = self.n, self.rate / BATCH
        x, t = with_ones(self.x).to(dtype), self.t.to(dtype)
        w1 = torch.randn(D + 1, n, dtype=dtype) * 0.1
        w2 = torch.randn(n + 1, C, dtype=dtype) * 0.1
        w2t = w2[:n].t()
        xb = torch.empty(BATCH, D + 1, dtype=dtype)
        tb = torch.empty(BATCH, C, dtype=dtype)
        f = torch.ones(BATCH, n + 1, dtype=dtype)
        z = torch.empty(BATCH, n, dtype=dtype)
        g = torch.empty(BATCH, n, dtype=dtype)
        active = torch.empty(BATCH, n, dtype=torch.bool)
        hidden, xt, ft = f[:, :n], xb.t(), f.t()
        draws = torch.randint(SAMPLES, (iterations, BATCH))
        start = time.perf_counter()
        for i in range(iterations):
            torch.index_select(x, 0, draws[i], out=xb)
            torch.index_select(t, 0, draws[i], out=tb)
            torch.mm(xb, w1, out=z)
            torch.clamp(z, min=0, out=hidden)
            tb.addmm_(f, w2, alpha=-1)
            torch.mm(tb, w2t, out=g)
            torch.gt(z, 0, out=active)
            g.mul_(active)
            w2.addmm_(ft, tb, alpha=rate)
            w1.addmm_(xt, g, alpha=rate)
        return time.perf_counter() - start


class Deep:
    """d = 20, C = 100, student 500-750-1000-1250, batch 64, float32."""

    def __init__(self):
        torch.manual_seed(1)
        self.widths = [20, 500, 750, 1000, 1250, 100]
        self.teachers = [20, 50, 75, 100, 125, 100]
        self.w = self.draw(self.widths)
        self.tw = self.draw(self.teachers)
        self.x = torch.randn(64, 20) * 10
        self.t = torch.randn(64, 100)

    @staticmethod
    def draw(widths):
        return [torch.randn(a + 1, b) / (a + 1) ** 0.5 * 1.4 for a, b in zip(widths, widths[1:])]

    def autograd(self, iterations):
        layers = []
        for a, b in zip(self.widths, self.widths[1:]):
            layers += [torch.nn.Linear(a, b), torch.nn.ReLU()]
        student = torch.nn.Sequential(*layers[:-1])
        optimiser = torch.optim.SGD(student.parameters(), lr=1e-6)
        start = time.perf_counter()
        for _ in range(iterations):
            optimiser.zero_grad()
            torch.nn.functional.mse_loss(student(self.x), self.t).backward()
            optimiser.step()
        return time.perf_counter() - start

    def hand(self, iterations):
        w, rate = [v.clone() for v in self.w], 2e-6 / (64 * 100)
        depth = len(w)
        f = [torch.ones(64, n + 1) for n in self.widths[:-1]]
        f[0][:, :-1] = self.x
        g = [torch.empty(64, n) for n in self.widths]
        start = time.perf_counter()
        for _ in range(iterations):
            for l in range(depth - 1):
                torch.mm(f[l], w[l], out=g[l + 1])
                torch.clamp(g[l + 1], min=0, out=f[l + 1][:, :-1])
            torch.mm(f[-1], w[-1], out=g[-1])
            torch.sub(self.t, g[-1], out=g[-1])
            for l in range(depth - 1, -1, -1):
                if l > 0:
                    torch.mm(g[l + 1], w[l][:-1].t(), out=g[l])
                    g[l].mul_(f[l][:, :-1] > 0)
                w[l].addmm_(f[l].t(), g[l + 1], alpha=rate)
        return time.perf_counter() - start

    @staticmethod
    def gates(w, x):
        gates, f = [], x
        for v in w[:-1]:
            z = torch.addmm(v[-1], f, v[:-1])
            gates.append((z >= 0).float())
            f = z.clamp(min=0)
        return gates

    @staticmethod
    def rows(w, gates):
        """V_l of every sample, top hidden layer down: N x C x (n_l + 1), or C x (n_l + 1) where it is the same for all."""
        v = w[-1].t().contiguous()
        yield v
        for l in range(len(w) - 2, 0, -1):
            n = w[l].shape[1]
            gated = v[..., :n] * gates[l][:, None, :]
            lower = (gated.reshape(-1, n) @ w[l].t()).reshape(64, 100, -1)
            lower[..., -1] += v[..., n]
            yield lower
            v = lower

    def statistics(self, content, iterations):
        start = time.perf_counter()
        for _ in range(iterations):
            student = self.rows(self.w, self.gates(self.w, self.x))
            teacher = self.rows(self.tw, self.gates(self.tw, self.x)) if content == "all" else student
            while (v := next(student, None)) is not None:
                samples = 1 if v.dim() == 2 else len(v)
                flat = v.reshape(-1, v.shape[-1])
                if content == "diagonal":
                    (flat * flat).sum(0) / samples
                else:
                    flat.t() @ flat / samples
                if content == "all":
                    u = next(teacher)
                    flat.t() @ u.reshape(-1, u.shape[-1]) / samples
        return time.perf_counter() - start

    @staticmethod
    def augmented(w):
        """[W_l, e] with the constant's own column, (n_{l-1} + 1) x (n_l + 1)."""
        constant = torch.zeros(len(w), 1)
        constant[-1] = 1
        return torch.cat([w, constant], 1)

    def paper(self, iterations):
        """As published: the recursion over B_l and A_l themselves, one sample after the other, and then the mean."""
        start = time.perf_counter()
        for _ in range(iterations):
            gates, teacher_gates = self.gates(self.w, self.x), self.gates(self.tw, self.x)
            self.recursion(self.w, gates, self.w, gates)
            self.recursion(self.w, gates, self.tw, teacher_gates)
        return time.perf_counter() - start

    def recursion(self, left, left_gates, right, right_gates):
        means = []
        h = torch.eye(101).repeat(64, 1, 1)
        for l in range(len(left) - 1, 0, -1):
            up, across = self.augmented(left[l]), self.augmented(right[l]).t()
            mixture = torch.empty(64, len(up), across.shape[1])
            for i in range(64):
                mixture[i] = up @ h[i] @ across
            means.append(mixture.mean(0))
            h = mixture
            h[:, :-1, :] *= left_gates[l - 1][:, :, None]
            h[:, :, :-1] *= right_gates[l - 1][:, None, :]
        return means


def main():
    print(f"PyTorch {torch.__version__}, {blas_in_use()}, 1 thread", flush=True)
    cache = {}
    for line in sys.stdin:
        form, *numbers = line.split()
        numbers = [int(n) for n in numbers]
        if form.startswith("two-layer"):
            item = cache.setdefault(tuple(numbers[:2]), TwoLayer(*numbers[:2]))
            run = {
                "two-layer-paper": item.paper,
                "two-layer-best": item.best,
                "two-layer-best-float32": lambda i: item.best(i, torch.float32),
            }[form]
        else:
            item = cache.setdefault("deep", None) or Deep()
            cache["deep"] = item
            run = {
                "deep-autograd": item.autograd,
                "deep-hand": item.hand,
                "statistics-paper": item.paper,
                "statistics-all": lambda i: item.statistics("all", i),
                "statistics-students": lambda i: item.statistics("students", i),
                "statistics-diagonal": lambda i: item.statistics("diagonal", i),
            }[form]
        print(f"{run(numbers[-1]):.9f}", flush=True)


if __name__ == "__main__":
    main()
