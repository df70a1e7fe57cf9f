"""Many visitors at once over real websockets: 20 who ask again as soon as they are answered, and 50 who look for three seconds first.

The pages show 168 wards; beside them stands a script that only writes "hello", on a server of its own. A visitor is a websocket that
sends what a browser sends and reads until the script has finished; the browsers' own work is left out on both sides.
"""

import asyncio
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory
from urllib.parse import urlencode
from urllib.request import urlopen

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

from tests.benchmarks import whole_city
from tests.benchmarks.measuring import Line
from tests.benchmarks.page import BARE

ROOT = Path(__file__).parents[2]
PAGES = {"compare": 1.4, "home": 1.0}
"""How many times the reruns of the bare page each should reach."""
BACK_TO_BACK, THINKING, THOUGHT = 20, 50, 3.0
_SECONDS = 15


def lines() -> Iterator[Line]:
    given = urlencode({"province": whole_city.PROVINCE, "quarter": str(whole_city.QUARTER), "lang": "vi"})
    with TemporaryDirectory() as folder, whole_city.filled() as store:
        bare = Path(folder, "bare.py")
        bare.write_text(BARE)
        with serving(str(bare), {}, Path(folder)) as port:
            most = asyncio.run(reruns(port, "", ""))
            calm = asyncio.run(ninety_fifth(port, "", ""))
        yield Line(f"bare page, {BACK_TO_BACK} back to back", most, "/s")
        yield Line(f"bare page, {THINKING} with {THOUGHT:.0f} s of thought, p95", calm * 1000, "ms")
        with serving("dashboard.py", {"DATABASE_URL": str(store.url)}) as port:
            for page, times in PAGES.items():
                path = "" if page == "home" else page
                each = asyncio.run(reruns(port, path, given))
                yield Line(
                    f"{page}, time of a rerun, {BACK_TO_BACK} back to back", most / each, "x", 1 / times, f"{each:.1f} reruns a second"
                )
                slow = asyncio.run(ninety_fifth(port, path, given))
                goal = (calm + 0.1) * 1000
                yield Line(
                    f"{page}, {THINKING} with {THOUGHT:.0f} s of thought, p95", slow * 1000, "ms", goal, f"bare page {calm * 1000:.0f}"
                )


@contextmanager
def serving(script: str, environment: dict[str, str], folder: Path = ROOT) -> Iterator[int]:
    """The port of a server that runs the script with the configuration of a folder: Streamlit's own where it has none."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", script, "--server.port", str(port), "--server.headless", "true",
               "--browser.gatherUsageStats", "false", "--server.fileWatcherType", "none"]  # fmt: skip
    with subprocess.Popen(command, cwd=folder, env=os.environ | environment, stdout=subprocess.DEVNULL) as server:
        try:
            _wait(f"http://127.0.0.1:{port}/_stcore/health")
            yield port
        finally:
            server.terminate()


def _wait(address: str) -> None:
    for _ in range(600):
        try:
            urlopen(address, timeout=1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(address)


class Visitor:
    """One page in one tab."""

    def __init__(self, socket: ClientConnection, page: str, given: str) -> None:
        self._socket, self._page, self._given, self._hash = socket, page, given, ""

    async def asks(self) -> float:
        """Seconds from asking for a rerun to its end; RuntimeError where the script failed."""
        message = BackMsg()
        state = message.rerun_script
        state.query_string, state.page_name, state.page_script_hash = self._given, "" if self._hash else self._page, self._hash
        state.context_info.url = f"http://127.0.0.1/{self._page}?{self._given}"
        state.context_info.timezone = "Asia/Ho_Chi_Minh"
        begun = time.perf_counter()
        await self._socket.send(message.SerializeToString())
        running = False
        while True:
            said = ForwardMsg.FromString(await self._socket.recv())
            if said.delta.new_element.WhichOneof("type") in ("exception", "alert"):
                raise RuntimeError(f"the script failed: {said.delta.new_element}")
            running = running or said.WhichOneof("type") == "new_session"
            if said.WhichOneof("type") == "navigation":
                self._hash = said.navigation.page_script_hash
            if running and said.WhichOneof("type") == "script_finished":
                return time.perf_counter() - begun


async def _visit(port: int, page: str, given: str) -> Visitor:
    server = f"127.0.0.1:{port}"
    socket = await connect(f"ws://{server}/_stcore/stream", subprotocols=["streamlit"], max_size=None, origin=f"http://{server}")
    visitor = Visitor(socket, page, given)
    await visitor.asks()
    return visitor


async def reruns(port: int, page: str, given: str) -> float:
    """Reruns a second that so many visitors reach together who ask again at once."""
    visitors = [await _visit(port, page, given) for _ in range(BACK_TO_BACK)]
    end, count = time.perf_counter() + _SECONDS, 0

    async def busy(visitor: Visitor) -> None:
        nonlocal count
        while time.perf_counter() < end:
            await visitor.asks()
            count += 1

    begun = time.perf_counter()
    await asyncio.gather(*map(busy, visitors))
    return count / (time.perf_counter() - begun)


async def ninety_fifth(port: int, page: str, given: str) -> float:
    """Seconds within which 95 of 100 reruns are done, of visitors who think before each."""
    visitors = [await _visit(port, page, given) for _ in range(THINKING)]
    end, taken = time.perf_counter() + _SECONDS, []

    async def calm(number: int, visitor: Visitor) -> None:
        await asyncio.sleep(THOUGHT * number / THINKING)  # they do not think in step
        while time.perf_counter() < end:
            taken.append(await visitor.asks())
            await asyncio.sleep(THOUGHT)

    await asyncio.gather(*(calm(number, visitor) for number, visitor in enumerate(visitors)))
    return quantiles(taken, n=20)[-1]
