"""Tasks a second in process, on SQLite and on Redis beside BullMQ; faults and kills."""
import os
import pathlib
import signal
import socket
import subprocess
import sys
import time

from measure import run

PEERS = pathlib.Path(__file__).resolve().parent / "peers"


def redis():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen(["redis-server", "--port", str(port), "--save", "", "--appendonly",
                               "no", "--loglevel", "warning"], stdout=subprocess.DEVNULL)
    for _ in range(500):
        if subprocess.run(["redis-cli", "-p", str(port), "ping"], capture_output=True,
                          text=True).stdout.strip() == "PONG":
            return server, port
        time.sleep(0.01)
    sys.exit("redis-server does not answer")


def kills(bench, name, url, count=1000, workers=4):
    run([bench, "push", url, str(count)])
    begin = time.perf_counter()
    running = [subprocess.Popen([bench, "work", url]) for _ in range(workers)]
    for victim in running[:2]:
        time.sleep(0.3)
        victim.send_signal(signal.SIGKILL)
    for worker in running:
        worker.wait()
    print(f"  {name}: {time.perf_counter() - begin:.1f} s, "
          + run([bench, "verify", url, str(count)]).strip())


def tasks(binary, scratch):
    bench = os.path.join(os.path.dirname(binary), "mendel_bench")
    server, port = redis()
    try:
        count = 20_000
        for name, url in (("in process", "memory:"), ("SQLite", f"sqlite:{scratch}/noop.db"),
                          ("Redis", f"redis://127.0.0.1:{port}?name=noop")):
            print(f"  {name}, {count} no-op tasks: "
                  + run([bench, "noop", url, str(count)]).strip())
        print("  BullMQ on the same Redis: "
              + run(["node", f"{PEERS}/bullmq.mjs", str(port), str(count)]).strip())
        for name, url in (("in process", "memory:"), ("SQLite", f"sqlite:{scratch}/chain.db"),
                          ("Redis", f"redis://127.0.0.1:{port}?name=chain")):
            print(f"  {name}, microseconds to the next task: "
                  + run([bench, "chain", url, "1000"]).strip())
        print("  10,000 tasks with 30,000 dependencies: " + run([bench, "wide", "10000"]).strip())
        print("  burst of 400 tasks of 50 ms: " + run([bench, "scale"]).strip())
        print("  microseconds of a cache hit: " + run([bench, "cache"]).strip())
        kills(bench, "SQLite, 1,000 tasks, faults, two workers killed", f"sqlite:{scratch}/kill.db")
        kills(bench, "Redis, the same", f"redis://127.0.0.1:{port}?name=kill")
    finally:
        server.kill()
