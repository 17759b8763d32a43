"""From what the clinic wrote to symptoms, without patient data."""
