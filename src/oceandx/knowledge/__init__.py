"""The knowledge base: reading, checking, caching and building it."""
