"""An editor"s tools: replace a transcript, apply and suggest overlay entries, export."""

__all__ = [
    "apply_proposals",
    "export",
    "proposal_report",
    "replace_transcript",
    "review_proposals",
    "suggest_entries",
    "suggest_quotes",
    "suggest_repeats",
    "suggest_topics",
    "suggest_weights",
]
