"""Put pip into a virtual environment made where Python came without ensurepip (plain Debian).

Downloads one pinned wheel from the default package index and checks its digest.
Usage: .venv/bin/python tools/get_pip.py
"""

import hashlib
import os
import re
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path
from urllib.parse import urljoin

VERSION = "25.3"
INDEX = os.environ.get("PIP_INDEX_URL", "https://pypi.org/simple").rstrip("/")


def main() -> None:
    name = f"pip-{VERSION}-py3-none-any.whl"
    with urllib.request.urlopen(f"{INDEX}/pip/", timeout=60) as answer:
        page = answer.read().decode()
    link = re.search(rf'href="([^"]*{re.escape(name)})#sha256=([0-9a-f]{{64}})"', page)
    if link is None:
        sys.exit(f"The package index does not offer {name}.")
    with urllib.request.urlopen(urljoin(f"{INDEX}/pip/", link[1]), timeout=60) as answer:
        data = answer.read()
    if hashlib.sha256(data).hexdigest() != link[2]:
        sys.exit("The downloaded pip does not have the digest its index states.")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        command = [sys.executable, f"{path}/pip", "install", "--quiet", "--no-index", str(path)]
        subprocess.run(command, check=True)


if __name__ == "__main__":
    main()
