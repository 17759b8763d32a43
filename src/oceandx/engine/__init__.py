"""Reasoning: strata, matchers, verdicts, probabilities, explanation and planning."""
