"""Refusals of what is not possible as things are: what the Hub says of them, and what can be done."""

from __future__ import annotations

import re

from .errors import ErrorResponse

#: Code of commands to analyses that are not possible now (measured on Hub 0.14).
ANALYSIS_CODE = "analysis_error"

_COMMAND = 'send_analysis_command(analysis, "{}")'
_LOCK = f"Lock it first: {_COMMAND.format('configurationLock')}."
_UNLOCK = f"To change it, unlock it: {_COMMAND.format('configurationUnlock')}. All nodes then have to approve it again."
_UNLOCK_TO_ADD = _UNLOCK.replace("To change it", "To change the analysis")
_APPROVE = (
    'Wait for the nodes: find_analysis_nodes(filter={"analysis_id": analysis}) tells the approval_status of each.'
)
_BUILD = (
    f'Wait until its build_status is "executed". If there is no build yet, start one: {_COMMAND.format("buildStart")}.'
)
_LOOK = "Look at what it does now: the build_status and distribution_status of get_analysis(analysis)."
_NODE = "Add one, if it takes part in the project: create_analysis_node(analysis, node)."
_REGISTRY = "An administrator of the Hub has to create one: create_registry(name, host)."
_BUILT_IN = "It belongs to the Hub itself, and stays as it is."

#: Sentences of the Hub, today's and those of older ones, with what can be done; the first that is found counts. Most
#: come with the code "bad_request", as a wrong value does, so that the sentence is all there is to tell them apart.
_STATES = (
    # analyses
    (r"configuration is already unlocked", ""),
    (r"configuration is not locked|configuration must be locked before", _LOCK),
    (r"configuration can not be unlocked", _LOOK),
    (r"configuration is locked\.|has already been locked", _UNLOCK_TO_ADD),
    (r"nodes? ha(?:ve|s) (?:to approve|not approved)|nodes have approved the analysis yet", _APPROVE),
    (r"build process has already been", _LOOK),
    (r"build can not be started|can not be distributed in state|build status \".*\" does not allow", _LOOK),
    (r"analysis is not built yet|build process has not been", _BUILD),
    (r"distribution process has not been initialized", f"Start it: {_COMMAND.format('distributionStart')}."),
    (r"default node must be selected|aggregator node(?: node)? must be selected", _NODE),
    (r"Only one aggregator node can be part", "Remove the others: delete_analysis_node(member)."),
    (
        r"entrypoint must be selected",
        "Upload the code and tell which file to start: update_analysis_bucket_file(file, is_entrypoint=True).",
    ),
    (
        r"master image must be assigned to the analysis",
        "Choose one of find_master_images(): update_analysis(analysis, master_image_id=image).",
    ),
    (r"No (?:docker )?registry is (?:defined|registered)", _REGISTRY),
    (r"registry can not be changed after it is specified", "Make another analysis for the other registry."),
    # nodes, projects
    (
        r"is not assigned to a registry yet|no registry project provisioned yet"
        r"|registry(?: project)? of the node could not be found",
        "Assign the node to a registry: update_node(node, registry_id=registry).",
    ),
    (r"has no client provisioned yet", "Try again in a moment. If that stays, update the record, which makes one."),
    (r"still has associated analyses", "Its analyses have to go first: check that nobody needs them."),
    # what is built in
    (r"[Bb]uilt-in \S+ can ?not be|The default admin role can ?not be", _BUILT_IN),
    (r"name of (?:the master|a built-in permission) can ?not be changed", _BUILT_IN),
    (r"own user can ?not be deleted", "Another administrator has to do that."),
)


def refused_state(error: ErrorResponse) -> str | None:
    """What can be done about a refusal of what is not possible as things are; None if it is none of these."""
    code = error.code.lower()
    if error.status_code != 400 or error.issues or code not in ("bad_request", ANALYSIS_CODE):
        return None
    said = error.message[:1000]
    hint = next((hint for sentence, hint in _STATES if re.search(sentence, said)), None)
    return "" if hint is None and code == ANALYSIS_CODE else hint
