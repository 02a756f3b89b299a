"""What compiles the one pass: machine code, kept on disk after the first run, free of the interpreter's lock."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

from numba import njit
from numba.core import types
from numba.extending import intrinsic

F = TypeVar("F", bound=Callable[..., Any])


def compiled(function: F) -> F:
    return cast(F, njit(cache=True, nogil=True)(function))


def inlined(function: F) -> F:
    """As ``compiled``, for what is called for every candidate: arrays that are put together cost much to hand over."""
    return cast(F, njit(cache=True, nogil=True, inline="always")(function))


def _lowest_bit(typing_context: Any, word: Any) -> Any:
    def code(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        found = builder.cttz(arguments[0], context.get_constant(types.boolean, True))
        return builder.zext(found, context.get_value_type(types.int64)) if found.type.width < 64 else found

    return types.int64(types.uint64), code


lowest_bit = cast("Callable[[Any], int]", intrinsic(_lowest_bit))
"""The number of the lowest bit that is set in a word of 64, which is not zero."""
