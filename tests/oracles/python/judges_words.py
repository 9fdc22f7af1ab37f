"""Why an input has no place in a request: the reasons that the tables share."""

from __future__ import annotations

PROVIDER = "kept by the provider, never part of a request"
ELSEWHERE = "sent by the provider in a request of its own"
REGION = {"region": "chooses the endpoint; availability is judged apart"}
NAMED = {"namePrefix": PROVIDER}
