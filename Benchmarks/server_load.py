#!/usr/bin/env python3
"""How much a server bears: many clients with a recording each, then many people who speak at once.

    Benchmarks/server_load.py PROGRAM RECORDING [--requests 20000] [--clients 8] [--speakers 50] [--seconds 60]

PROGRAM is a speech-emotion-serve, RECORDING any file that it reads. Needs ffmpeg. The clients run on the same machine and take their share of it.
"""

import argparse
import asyncio
import http.client
import json
import re
import subprocess
import threading
import time
from collections import Counter
from pathlib import Path

RATE = 16000
CHUNK_SECONDS = 0.2


class Server:
    """A server at work, and what it takes."""

    def __init__(self, program):
        self.process = subprocess.Popen([program, "--port", "0", "--quiet"], stdout=subprocess.PIPE, text=True)
        self.address = self.process.stdout.readline().split()[-1]
        self.port = int(self.address.rsplit(":", 1)[1])
        self.memory = []
        threading.Thread(target=self.watch, daemon=True).start()

    def watch(self):
        while self.process.poll() is None:
            self.memory.append((time.monotonic(), self.megabytes()))
            time.sleep(0.05)

    def megabytes(self):
        text = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+)", text)[1]) / 1024

    def processor_seconds(self):
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / 100

    def memory_between(self, start, end):
        return [size for moment, size in self.memory if start <= moment <= end]


def percentile(values, share):
    values = sorted(values)
    return values[min(len(values) - 1, int(share * len(values)))]


def recordings(server, recording, requests, clients):
    body = Path(recording).read_bytes()
    waits, statuses = [], Counter()
    left = iter(range(requests))

    def client():
        connection = http.client.HTTPConnection("127.0.0.1", server.port)
        # `next` of one iterator is a single step of the interpreter: no two threads get the same.
        while next(left, None) is not None:
            start = time.monotonic()
            connection.request("POST", "/v1/predictions", body)
            response = connection.getresponse()
            response.read()
            waits.append(time.monotonic() - start)
            statuses[response.status] += 1

    start, before = time.monotonic(), server.processor_seconds()
    threads = [threading.Thread(target=client) for _ in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    end = time.monotonic()
    span = end - start
    tenths = [server.memory_between(start + span * part / 10, start + span * (part + 1) / 10) for part in (1, 5, 9)]
    print(f"{requests} recordings by {clients} clients in {span:.0f} s: {requests / span:.0f} a second, "
          f"50 % within {1000 * percentile(waits, 0.5):.0f} ms, 99 % within {1000 * percentile(waits, 0.99):.0f} ms, "
          f"answers {dict(statuses)}", flush=True)
    print(f"  the server's processor time a recording: {1000 * (server.processor_seconds() - before) / requests:.1f} ms")
    print("  memory in the second, sixth and last tenth: " + ", ".join(f"{max(part):.0f} MB" for part in tenths), flush=True)


async def ask(reader, writer, method, path, body=b""):
    writer.write(f"{method} {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: audio/pcm; format=s16le\r\n"
                 f"Content-Length: {len(body)}\r\n\r\n".encode() + body)
    head = (await reader.readuntil(b"\r\n\r\n")).decode()
    length = int(re.search(r"content-length: (\d+)", head, re.I)[1])
    return int(head.split()[1]), await reader.readexactly(length)


async def speak(port, samples, seconds, offset, waits, windows, problems):
    await asyncio.sleep(offset)
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    status, answer = await ask(reader, writer, "POST", f"/v1/live?sample_rate={RATE}&levels=1")
    if status != 201:
        problems.append(status)
        return
    session = json.loads(answer)
    size = int(2 * RATE * CHUNK_SECONDS)
    start = time.monotonic()
    for number in range(int(seconds / CHUNK_SECONDS)):
        due = start + (number + 1) * CHUNK_SECONDS
        await asyncio.sleep(max(0, due - time.monotonic()))
        place = number * size % (len(samples) - size) // 2 * 2
        status, answer = await ask(
            reader, writer, "POST", f"{session['audio']}?sequence={number}", samples[place:place + size])
        waits.append(time.monotonic() - due)
        if status != 200:
            problems.append(status)
        windows[0] += answer.count(b'"event":"window"')
    await ask(reader, writer, "DELETE", f"/v1/live/{session['id']}")
    writer.close()


def speakers(server, recording, count, seconds):
    samples = subprocess.run(
        ["ffmpeg", "-v", "error", "-i", recording, "-ac", "1", "-ar", str(RATE), "-f", "s16le", "-"],
        capture_output=True, check=True).stdout * 4
    waits, windows, problems = [], [0], []

    async def everyone():
        await asyncio.gather(*(
            speak(server.port, samples, seconds, index / count, waits, windows, problems) for index in range(count)))

    start, before = time.monotonic(), server.processor_seconds()
    asyncio.run(everyone())
    span = time.monotonic() - start
    used = server.processor_seconds() - before
    print(f"{count} speakers at once for {seconds} s, chunks of {CHUNK_SECONDS} s: answered after "
          f"{1000 * percentile(waits, 0.5):.0f} ms in the middle, {1000 * percentile(waits, 0.99):.0f} ms at the 99th percentile, "
          f"{1000 * max(waits):.0f} ms at most; {windows[0]} windows, {len(problems)} problems {sorted(set(problems))}")
    print(f"  the server took {used / span:.2f} processors, {100 * used / span / count:.1f} % of one for each speaker, "
          f"{max(server.memory_between(start, start + span)):.0f} MB")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program")
    parser.add_argument("recording")
    parser.add_argument("--requests", type=int, default=20000)
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--speakers", type=int, default=50)
    parser.add_argument("--seconds", type=int, default=60)
    options = parser.parse_args()
    server = Server(options.program)
    try:
        if options.requests:
            recordings(server, options.recording, options.requests, options.clients)
        if options.speakers:
            speakers(server, options.recording, options.speakers, options.seconds)
    finally:
        server.process.terminate()
        status = server.process.wait(30)
    print(f"The server ended with status {status}.")


main()
