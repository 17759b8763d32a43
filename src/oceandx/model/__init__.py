"""The typed vocabulary of oceandx: frozen types that every layer may import."""
