"""What Pulumi records as inputs, turned into plain values."""

from __future__ import annotations

import json
from typing import Any, Optional

UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"  # how the engine writes a value it does not know yet
_SIGNATURE = "4dabf18193072939515e22adb298388d"  # marks a value that is not plain JSON


def plain(value: Any) -> Any:
    """Secrets and outputs by what they hold, assets as unknown (their bytes are no business of an oracle), nulls left out as the engine does."""
    if isinstance(value, dict):
        if _SIGNATURE in value:
            return plain(value["value"]) if "value" in value else UNKNOWN
        return {key: plain(member) for key, member in value.items() if member is not None and not key.startswith("__")}
    if isinstance(value, list):
        return [plain(member) for member in value]
    return value


def parsed(text: str) -> Optional[Any]:
    """The object or list a JSON text holds, or None."""
    try:
        value = json.loads(text)
    except ValueError:
        return None
    return value if isinstance(value, (dict, list)) else None
