"""oceandx finds the cause of a problem in the Accuro-Ocean integration."""

__version__ = "0.1.0"
