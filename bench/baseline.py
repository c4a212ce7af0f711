"""What ``speed`` compares with: the pack's spaCy pipeline over every sentence, and nothing else.

Prints seconds, on the clock and of the processor.

With ``--products`` before the files, the pipeline uses the reader's matrix products instead of spaCy's own.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import spacy
from spacy.tokens import Doc

from recoupe.intake.frontmatter import split_front_matter
from recoupe.language.pack import load_pack
from recoupe.language.products import one_thread, use_numpy_products
from recoupe.language.tokens import Tokenizer

BATCH = 256


def main(files: list[Path], language: str = "fr", *, products: bool = False) -> tuple[float, float]:
    """Seconds, and seconds of the processor. Loading, reading and the cutting of sentences and words are not counted."""
    pack = load_pack(language)
    nlp = spacy.load(pack.folder / pack.head.parser, exclude=["tokenizer"])
    if products:
        use_numpy_products(nlp)
    tokenizer = Tokenizer(pack.head.tokens)
    docs = []
    for file in files:
        _, text = split_front_matter(file.read_text(encoding="utf-8"), str(file))
        for sentence in tokenizer.sentences(text):
            docs.append(Doc(nlp.vocab, words=[w.of(text) for w in tokenizer.words(text, sentence.span)]))
    with one_thread():
        start, used = time.perf_counter(), time.process_time()
        for _ in nlp.pipe(docs, batch_size=BATCH):
            pass
        return time.perf_counter() - start, time.process_time() - used


if __name__ == "__main__":
    names = [name for name in sys.argv[1:] if name != "--products"]
    wall, processor = main([Path(name) for name in names], products="--products" in sys.argv)
    print(f"{wall:.3f} {processor:.3f}")
