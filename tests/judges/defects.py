"""Defects of the published clients: what they cannot read although a Hub is right to send it.

A judge that meets one asserts that it is still so. Nothing else excuses a difference.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Defect:
    """A defect of a published client.

    releases   that have it
    why        what the client wants, and why the Hub does not do it
    raises     name of the exception that it shows in, empty: it shows in a result
    tells      pattern of its message
    """

    releases: tuple[str, ...]
    why: str
    raises: str = "ValidationError"
    tells: str = ""


DEFECTS: dict[str, Defect] = {
    "permission without policy": Defect(
        ("1.1.0", "0.5.5"),
        "Its model of a permission requires the id of a policy. Permissions have had none since Authup beta.35, so no "
        "permission can be read, on its own or included in another record.",
        tells=r"policy_?[iI]d",
    ),
    "client without back-channel logout": Defect(
        ("1.1.0",),
        "Its model of a client requires an address for back-channel logout, which no Authup up to beta.63 has.",
        tells=r"backchannel_?[lL]ogout_?[uU]ri",
    ),
    "node that has not approved": Defect(
        ("0.2.10",),
        "Its model of a project's node requires that the node has approved or rejected the project. A Hub on which "
        "nodes have to approve says null until it has.",
        tells=r"approval_status",
    ),
}
