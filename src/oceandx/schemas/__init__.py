"""The JSON Schemas of every file kind and of the output contract."""
