"""The two digests of the house: those of `hashlib`, but not OpenSSL's, whose loading costs a third of a start."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from hashlib import blake2b, sha256
else:
    try:
        from _blake2 import blake2b

        try:
            from _sha2 import sha256
        except ImportError:  # up to 3.11
            from _sha256 import sha256
    except ImportError:  # another interpreter
        from hashlib import blake2b, sha256

__all__ = ["blake2b", "sha256"]
