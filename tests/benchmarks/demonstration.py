"""How long one waits for the demonstration of Bắc Ninh after pressing its button: 99 wards, four quarters."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks.measuring import Line, once

MANAGE = Path(__file__).parents[2] / "manage.py"


def lines() -> Iterator[Line]:
    with TemporaryDirectory() as folder:
        environment = os.environ | {"DATABASE_URL": f"sqlite:///{Path(folder).as_posix()}/kpi.sqlite3"}
        command = [sys.executable, str(MANAGE), "demo"]
        taken = once(lambda: subprocess.run(command, env=environment, check=True, stderr=subprocess.DEVNULL))
    yield Line("the demonstration", taken, "s", 60)
