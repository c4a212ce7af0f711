"""The vectors of words in their sentences, as spaCy's tok2vec has them, without the layers in between.

A window encoder over hashed embeddings is a fixed sum: what a word is by itself is worked out once and remembered, and every
window layer is one product over all sentences. thinc's layers give the same to the last few bits and take twice the time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray
from spacy.attrs import ORTH, SPACY
from thinc.api import Model

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

Vectors = NDArray[np.float32]

OF_THE_WORD = frozenset({"NORM", "LOWER", "ORTH", "PREFIX", "SUFFIX", "SHAPE", "SPACY", "IS_SPACE"})
"""Attributes that a word's spelling, and whether a space follows it, decide."""
MOST_WORDS = 32_768
"""Words remembered; when there are more, all are forgotten."""
_TINY = 1e-08
"""What thinc adds to a variance."""


@dataclass(frozen=True)
class _Maxout:
    """A layer that takes the greatest of ``pieces`` sums, scaled to mean 0 and variance 1, then by ``gain`` and ``shift``."""

    weights: Vectors
    """Of ``pieces`` blocks of columns, one after the other."""
    bias: Vectors
    gain: Vectors
    shift: Vectors

    @classmethod
    def of(cls, layer: Model[Any, Any]) -> _Maxout:
        maxout = next(x for x in layer.walk() if x.name == "maxout")
        norm = next(x for x in layer.walk() if x.name == "layernorm")
        weights = np.asarray(maxout.get_param("W"))
        by_piece = np.ascontiguousarray(weights.transpose(1, 0, 2).reshape(-1, weights.shape[2]).T)
        bias = np.ascontiguousarray(np.asarray(maxout.get_param("b")).T).ravel()
        return cls(by_piece, bias, np.asarray(norm.get_param("G")), np.asarray(norm.get_param("b")))

    def __call__(self, x: NDArray[Any]) -> NDArray[Any]:
        width = len(self.gain)
        sums = x @ self.weights
        sums += self.bias
        best = sums[:, :width]
        for at in range(width, sums.shape[1], width):
            best = np.maximum(best, sums[:, at : at + width])
        best -= best.mean(axis=1, keepdims=True)
        variance = np.einsum("ij,ij->i", best, best) / width + _TINY
        best *= (variance**-0.5)[:, None]
        best *= self.gain
        best += self.shift
        return best


class WordVectors:
    """The same as a tok2vec of MultiHashEmbed without static vectors and MaxoutWindowEncoder with a window of one word."""

    def __init__(self, model: Model[Any, Any]) -> None:
        embed, encode = model.get_ref("embed"), model.get_ref("encode")
        self._hashed = _hashed(embed)
        self._mixed = _Maxout.of(embed.layers[-2])
        self._layers = [_Maxout.of(layer) for layer in encode.layers[0].layers]
        self._rows: dict[tuple[int, int], int] = {}
        self._known: Vectors = np.zeros((1024, len(self._mixed.gain)), dtype=np.float32)

    def __call__(self, docs: Sequence[Doc]) -> list[Vectors]:
        depth = len(self._layers)
        rows = self._rows_of(docs)
        x = np.zeros((sum(map(len, docs)) + depth * (len(docs) + 1), self._known.shape[1]), dtype=np.float32)
        starts, at, taken = [], depth, 0
        for doc in docs:
            x[at : at + len(doc)] = self._known[rows[taken : taken + len(doc)]]
            starts.append(at - depth)
            at += len(doc) + depth
            taken += len(doc)
        for layer in self._layers:  # each leaves out the first and the last row, which have no neighbours
            windows = sliding_window_view(x, 3, axis=0).transpose(0, 2, 1).reshape(len(x) - 2, -1)
            y = layer(windows)
            y += x[1:-1]
            x = y
        return [x[start : start + len(doc)] for start, doc in zip(starts, docs, strict=True)]

    def _rows_of(self, docs: Sequence[Doc]) -> list[int]:
        """Where the vector of every word of ``docs`` stands."""
        if len(self._rows) > MOST_WORDS:
            self._rows.clear()
        keys = [(orth, space) for doc in docs for orth, space in doc.to_array([ORTH, SPACY]).tolist()]
        new = [k for k in dict.fromkeys(keys) if k not in self._rows]
        if new:
            self._learn(docs, new)
        return [self._rows[key] for key in keys]

    def _learn(self, docs: Sequence[Doc], new: Sequence[tuple[int, int]]) -> None:
        """In double precision, so that a word has one vector whatever it is learnt with."""
        from spacy.tokens import Doc

        vocab = docs[0].vocab
        doc = Doc(vocab, words=[vocab.strings[orth] for orth, _ in new], spaces=[bool(space) for _, space in new])
        found = self._mixed(self._hashed.predict([doc]).dataXd.astype(np.float64))
        first, last = len(self._rows), len(self._rows) + len(new)
        if last > len(self._known):
            grown = np.zeros((2 * last, self._known.shape[1]), dtype=np.float32)
            grown[:first] = self._known[:first]
            self._known = grown
        self._known[first:last] = found
        self._rows.update(zip(new, range(first, last), strict=True))


def use_remembered_words(nlp: Language) -> None:
    """Let the pipeline's tok2vec answer with ``WordVectors``, where it is of the kind that they know: it no longer learns."""
    for _, component in nlp.pipeline:
        model = getattr(component, "model", None)
        if model is not None and model.has_ref("embed") and _is_known(model):
            vectors = WordVectors(model)
            component.model = Model("word_vectors", lambda _, docs, is_train, v=vectors: (v(docs), _untrained), dims={"nO": None})


def _untrained(_: object) -> object:
    raise NotImplementedError("these layers answer, but do not learn")


def _is_known(model: Model[Any, Any]) -> bool:
    if not model.has_ref("encode"):
        return False
    embed, encode = model.get_ref("embed"), model.get_ref("encode")
    columns = embed.layers[0].attrs.get("columns", ()) if embed.layers else ()
    return (
        [layer.name.partition("(")[0] for layer in embed.layers]
        == ["extract_features", "list2ragged", "with_array", "with_array", "ragged2list"]
        and set(columns) <= OF_THE_WORD
        and embed.layers[2].attrs["pad"] == 0
        and all(layer.name.startswith("ints-getitem>>hashembed") for layer in embed.layers[2].layers[0].layers)
        and encode.name.startswith("with_array(residual(expand_window>>maxout>>layernorm")
        and all(layer.name.startswith("residual(expand_window>>maxout>>layernorm") for layer in encode.layers[0].layers)
        and all(w.attrs["window_size"] == 1 for w in encode.walk() if w.name == "expand_window")
        and encode.attrs["pad"] == len(encode.layers[0].layers)
    )


def _hashed(embed: Model[Any, Any]) -> Model[Any, Any]:
    """From documents to the hashed embeddings of their words, side by side."""
    from thinc.api import chain

    features, ragged, tables = embed.layers[:3]
    return chain(features, ragged, tables)
