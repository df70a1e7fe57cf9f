"""Makes the demonstration in a child process, so that a rerun or a closed tab does not stop it halfway."""

import subprocess
import sys
from pathlib import Path

import streamlit as st

from pages.shared.say import say

MANAGE = Path(__file__).parents[2] / "manage.py"


def build_demonstration() -> None:
    with st.status(say("welcome.making"), expanded=True) as status:
        line, command = st.empty(), [sys.executable, "-X", "utf8", str(MANAGE), "demo"]
        with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, encoding="utf-8") as child:
            for step in child.stderr or ():
                line.write(step.strip())
        if child.returncode == 0:
            st.rerun()  # the overview now stands where the welcome stood
        status.update(label=say("welcome.failed"), state="error")
