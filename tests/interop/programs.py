"""TypeScript programs of pwa/tests/interop, bundled once and run in Node."""

from __future__ import annotations

import subprocess
from pathlib import Path

PWA = Path(__file__).resolve().parents[2] / "pwa"


def build(name: str, folder: Path) -> Path:
    """Bundle pwa/tests/interop/<name>.ts with everything it imports into one file in the folder."""
    config = PWA / "tests" / "interop" / "vite.config.ts"
    source = config.with_name(f"{name}.ts")
    command = [PWA / "node_modules/.bin/vite", "build", "-c", config, "--ssr", source, "--outDir", folder]
    subprocess.run(command, cwd=PWA, check=True, capture_output=True, timeout=120)
    return folder / f"{name}.mjs"


def run(program: Path, lines: list[bytes]) -> list[bytes]:
    """Give the program these lines and return the lines it answers with."""
    done = subprocess.run(
        ["node", program], input=b"\n".join(lines) + b"\n", check=True, stdout=subprocess.PIPE, timeout=120
    )
    return done.stdout.split(b"\n")[:-1]
