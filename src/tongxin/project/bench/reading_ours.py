"""python -m tongxin.project.bench.reading_ours FILE: the pace and memory of the verdict over the texts of FILE."""

import json
import sys
import time
from pathlib import Path

from tongxin.project.bench.peak import peak_mb
from tongxin.watch.triage.verdicts import read_texts


def main() -> None:
    texts = json.loads(Path(sys.argv[1]).read_text("utf-8"))["texts"]
    read_texts(texts[:200])  # loads weights, lexicon and places once
    began = time.process_time()
    read_texts(texts)
    seconds = time.process_time() - began
    print(json.dumps({"per_second": round(len(texts) / seconds), "memory_mb": peak_mb()}))


if __name__ == "__main__":
    main()
