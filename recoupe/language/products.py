"""Matrix products of spaCy's pipelines by numpy's BLAS, which takes a third of the time of thinc's own here."""

from __future__ import annotations

from contextlib import AbstractContextManager
from functools import cache
from typing import TYPE_CHECKING, Any, cast

import numpy as np
from thinc.api import NumpyOps
from threadpoolctl import ThreadpoolController

if TYPE_CHECKING:
    from spacy.language import Language


class NumpyProducts(NumpyOps):  # type: ignore[misc, unused-ignore]
    """thinc's operations on the processor, except for the product of two matrices."""

    def gemm(self, x: Any, y: Any, out: Any = None, trans1: bool = False, trans2: bool = False) -> Any:
        """``x @ y``, either transposed first."""
        return np.matmul(x.T if trans1 else x, y.T if trans2 else y, out=out)


def use_numpy_products(nlp: Language) -> None:
    """Exchange the operations of every layer that would run thinc's on the processor."""
    products = NumpyProducts()
    for _, component in nlp.pipeline:
        model = getattr(component, "model", None)
        for layer in model.walk() if model is not None else ():
            if type(layer.ops) is NumpyOps:
                layer.ops = products


def one_thread() -> AbstractContextManager[Any]:
    """While it lasts, numpy's BLAS keeps to one thread: several processes side by side would fight over the cores."""
    return cast(AbstractContextManager[Any], _controller().limit(limits=1, user_api="blas"))


@cache
def _controller() -> ThreadpoolController:
    return ThreadpoolController()
