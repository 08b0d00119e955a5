// Commands with the names of Slurm's, as scripts: for one answer, or a scheduler that runs tasks as processes of its own.

using Verify.Audit.Tests.Cli;

namespace Verify.Audit.Tests.Cluster;

internal static class FakeSlurm
{
    /// <summary>
    /// Reads the script and --array, and starts every task in the background, whose file in queue/ is there while it runs.
    /// A task whose kill-INDEX file is there is killed (signal 9) once its shard has begun, and the file is removed.
    /// </summary>
    private const string Sbatch = """
        state=$(dirname "$0")/../state
        mkdir -p "$state/queue"
        if [ -f "$state/refuse" ]; then
            echo "sbatch: error: Batch job submission failed: $(cat "$state/refuse")" >&2
            exit 1
        fi
        id=$(($(cat "$state/last" 2>/dev/null || echo 0) + 1))
        echo "$id" >"$state/last"
        cat >"$state/script-$id"
        name=$(sed -n 's/^#SBATCH --job-name=//p' "$state/script-$id")
        for argument; do
            case $argument in --array=*) array=${argument#--array=} ;; esac
        done
        echo "$array" >>"$state/submitted"
        for range in ${array//,/ }; do
            for index in $(seq "${range%-*}" "${range#*-}"); do
                task="$state/queue/$name|$id|$index"
                touch "$task"
                (
                    export SLURM_ARRAY_TASK_ID=$index
                    bash "$state/script-$id" >>"$state/log-$index" 2>&1 &
                    if rm "$state/kill-$index" 2>/dev/null; then
                        until grep -qs '"complete": false' "$state"/../*/shards/"$index"-of-*/shard.json; do sleep 0.05; done
                        kill -9 $!
                    fi
                    wait $!
                    rm "$task"
                ) </dev/null >/dev/null 2>&1 &
            done
        done
        echo "$id"
        """;

    private const string Squeue = """
        for argument; do
            case $argument in --name=*) name=${argument#--name=} ;; esac
        done
        for task in "$(dirname "$0")/../state/queue/$name|"*; do
            [ -f "$task" ] && echo "${task#*|}|RUNNING|None"
        done
        exit 0
        """;

    private const string Sacct = "echo 'FAILED|0:9'";

    /// <summary>Puts the scheduler into the folder and gives the PATH that finds it first.</summary>
    internal static (string Name, string Value) Put(WorkFolder folder)
    {
        PutScript(folder, "sbatch", Sbatch);
        PutScript(folder, "squeue", Squeue);
        PutScript(folder, "sacct", Sacct);
        Directory.CreateDirectory(folder.PathOf("state"));
        return ("PATH", $"{folder.PathOf("bin")}:{Environment.GetEnvironmentVariable("PATH")}");
    }

    /// <summary>Puts a command into the folder's bin/.</summary>
    internal static void PutScript(WorkFolder folder, string name, string body)
    {
        Directory.CreateDirectory(folder.PathOf("bin"));
        folder.Put($"bin/{name}", $"#!/bin/bash\n{body.ReplaceLineEndings("\n")}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(
                folder.PathOf($"bin/{name}"),
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
            );
        }
    }
}
