"""Greedy parsing in steps over all sentences at once, as spaCy's transition parser does it sentence by sentence.

spaCy takes and gives back the interpreter's lock for every unit of its hidden layer, which costs more than the sums themselves.
The states, the features and the moves are spaCy's own; only the two layers that score the moves are worked out here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc


class Transitions:
    """Predicts what ``component.predict`` predicts, to the last few bits of the scores."""

    def __init__(self, component: Any) -> None:
        """``component`` is a parser that ``is_known``."""
        model = component.model
        hidden, scores = model.get_ref("lower"), model.get_ref("upper")
        weights = np.asarray(hidden.get_param("W"))
        self._features, self._width, self._pieces, inner = weights.shape
        self._component = component
        self._tok2vec = model.get_ref("tok2vec")
        self._weights = np.ascontiguousarray(weights.transpose(3, 0, 2, 1).reshape(inner, -1))
        """Of ``pieces`` blocks of columns for each feature, one after the other."""
        self._bias = _by_piece(hidden.get_param("b"))
        self._nothing = _by_piece(hidden.get_param("pad"))
        self._upper = np.ascontiguousarray(np.asarray(scores.get_param("W")).T)
        self._upper_bias = np.asarray(scores.get_param("b"))
        self._asked: Any = None
        """A step model, which knows the tokens that a state looks at."""

    def predict(self, docs: Sequence[Doc]) -> list[Any]:
        """The final states of ``docs``."""
        if self._asked is None:
            self._asked = self._component.model.predict(docs[:1])
        table = self._table(docs)
        absent, feature = len(table) // self._features - 1, np.arange(self._features, dtype=np.int32)
        moves, width = self._component.moves, self._width
        states: list[Any] = moves.init_batch(docs)
        live = [state for state in states if not state.is_final()]
        while live:
            at = self._asked.get_token_ids(live)
            at[at < 0] = absent
            at *= self._features
            at += feature
            sums = table.take(at, axis=0).sum(axis=1)
            sums += self._bias
            best = sums[:, :width]
            for piece in range(width, sums.shape[1], width):
                best = np.maximum(best, sums[:, piece : piece + width])
            scores = best @ self._upper
            scores += self._upper_bias
            live = self._component.transition_states(live, scores)
        return states

    def _table(self, docs: Sequence[Doc]) -> NDArray[np.float32]:
        """What every token adds to the hidden layer as each of the features, one row after the other; last those of no token."""
        vectors = self._tok2vec.predict(docs)
        table = np.empty((len(vectors) + 1, self._weights.shape[1]), dtype=np.float32)
        np.matmul(vectors, self._weights, out=table[:-1])
        table[-1] = self._nothing
        return table.reshape(-1, self._pieces * self._width)


def annotator(nlp: Language, *, batch: int) -> Callable[[Sequence[Doc]], None]:
    """A function that parses documents in place, ``batch`` at once; pipelines of another kind go their own way."""
    if not all(hasattr(c, "predict") and hasattr(c, "set_annotations") for _, c in nlp.pipeline):

        def piped(docs: Sequence[Doc]) -> None:
            for _ in nlp.pipe(docs, batch_size=batch):
                pass

        return piped
    steps = [(Transitions(c).predict if is_known(c) else c.predict, c.set_annotations) for _, c in nlp.pipeline]

    def annotated(docs: Sequence[Doc]) -> None:
        for start in range(0, len(docs), batch):
            together = docs[start : start + batch]
            for predict, set_annotations in steps:
                set_annotations(together, predict(together))

    return annotated


def is_known(component: Any) -> bool:
    """Whether a component is a greedy transition parser with a maxout layer and one over it."""
    model = getattr(component, "model", None)
    return (
        model is not None
        and model.name == "parser_model"
        and all(model.has_ref(name) for name in ("tok2vec", "lower", "upper"))
        and model.get_ref("lower").name == "precomputable_affine"
        and model.get_ref("lower").get_dim("nP") > 1
        and model.get_ref("upper").name == "linear"
        and bool(model.attrs.get("has_upper"))
        and not model.attrs.get("unseen_classes")
        and component.cfg.get("beam_width", 1) == 1
    )


def _by_piece(values: Any) -> NDArray[np.float32]:
    """Units with their pieces beside them, as blocks of one piece each; for one feature or for all."""
    array = np.asarray(values)
    return np.ascontiguousarray(array.swapaxes(-1, -2)).reshape(-1)
