// The PyTorch process that the training benchmarks are compared with (torch_peer.py), or its absence.

using System.Diagnostics;
using System.Globalization;

namespace Verify.Benchmarks;

/// <summary>
/// A running peer, asked for one timed run at a time, so that it can alternate with the core. It runs with one thread, and
/// without OPENBLAS_CORETYPE, which would turn its AVX-512 kernels off.
/// </summary>
internal sealed class TorchPeer : IDisposable
{
    private readonly Process process;

    private TorchPeer(Process process, string description)
    {
        this.process = process;
        Description = description;
    }

    /// <summary>PyTorch's version and the BLAS that it found.</summary>
    internal string Description { get; }

    /// <summary>
    /// The peer of the first Python that can import torch: the one named by the variable PYTHON, the system's, or the one
    /// on the path. Null where there is none.
    /// </summary>
    internal static TorchPeer? TryStart()
    {
        string?[] candidates = [Environment.GetEnvironmentVariable("PYTHON"), "/usr/bin/python3", "python3"];
        string script = Path.Combine(AppContext.BaseDirectory, "torch_peer.py");
        foreach (string python in candidates.OfType<string>())
        {
            ProcessStartInfo start = new(python, [script])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            start.Environment.Remove("OPENBLAS_CORETYPE");
            start.Environment["OPENBLAS_NUM_THREADS"] = "1";
            start.Environment["OMP_NUM_THREADS"] = "1";
            try
            {
                Process process = Process.Start(start)!;
                process.ErrorDataReceived += (_, _) => { };
                process.BeginErrorReadLine();
                if (process.StandardOutput.ReadLine() is { } line)
                {
                    return new TorchPeer(process, line);
                }

                process.Dispose();
            }
            catch (System.ComponentModel.Win32Exception)
            {
                // No such program: try the next.
            }
        }

        return null;
    }

    /// <summary>Seconds of one run of a form.</summary>
    internal double Seconds(string request)
    {
        process.StandardInput.WriteLine(request);
        process.StandardInput.Flush();
        string line =
            process.StandardOutput.ReadLine()
            ?? throw new InvalidOperationException($"The peer ended on '{request}'.");
        return double.Parse(line, CultureInfo.InvariantCulture);
    }

    public void Dispose()
    {
        process.StandardInput.Close();
        if (!process.WaitForExit(5000))
        {
            process.Kill();
        }

        process.Dispose();
    }
}
