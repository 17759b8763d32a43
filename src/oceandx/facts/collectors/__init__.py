"""Collectors: facts read from Accuro and from Ocean over HTTP, and from nowhere else."""
