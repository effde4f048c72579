"""onrecord: publish transcripts that people can quote."""
