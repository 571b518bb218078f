"""python -m tongxin.project.bench.reading_peer FILE: jieba and a linear classifier over the texts of FILE."""

import json
import logging
import sys
import time
from importlib import import_module
from pathlib import Path

from tongxin.project.bench.peak import peak_mb


def main() -> None:
    told = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    jieba = import_module("jieba")
    jieba.setLogLevel(logging.ERROR)
    jieba.initialize()
    vectors = import_module("sklearn.feature_extraction.text").TfidfVectorizer(
        tokenizer=jieba.lcut, token_pattern=None, ngram_range=(1, 2), min_df=2, sublinear_tf=True
    )
    model = import_module("sklearn.svm").LinearSVC()
    model.fit(vectors.fit_transform(told["texts"]), told["labels"])
    began = time.process_time()
    model.predict(vectors.transform(told["texts"]))
    seconds = time.process_time() - began
    memory = peak_mb()
    print(json.dumps({"per_second": round(len(told["texts"]) / seconds), "memory_mb": memory}))


if __name__ == "__main__":
    main()
