"""Byte offsets of a text in UTF-8, turned into the code point offsets that the house counts in.

It does not know lines or columns.
"""

from __future__ import annotations

from bisect import bisect_right

_STRIDE = 128


class Offsets:
    """Turns UTF-8 byte offsets of one text into code point offsets; quick when they come in order."""

    __slots__ = ("_byte", "_bytes", "_places", "_point")

    def __init__(self, text: str) -> None:
        self._bytes = b"" if text.isascii() else text.encode()
        self._places: list[int] = []  # the byte offset of every 128th code point
        self._byte = self._point = 0  # the last answer
        if self._bytes:
            place = 0
            for start in range(0, len(text), _STRIDE):
                self._places.append(place)
                place += len(text[start : start + _STRIDE].encode())

    def code_point(self, offset: int) -> int:
        """The code points before byte `offset`, which is not inside a character."""
        if not self._bytes:
            return offset
        if not 0 <= offset - self._byte < _STRIDE:
            index = bisect_right(self._places, offset) - 1
            self._byte, self._point = self._places[index], index * _STRIDE
        self._point += len(self._bytes[self._byte : offset].decode())
        self._byte = offset
        return self._point
